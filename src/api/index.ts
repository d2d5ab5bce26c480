import type { Handlers } from './route.ts';
import { accessHandlers } from './routes/access.ts';
import { companyHandlers } from './routes/company.ts';
import { inboxHandlers } from './routes/inbox.ts';
import { issueHandlers } from './routes/issues.ts';
import { meHandlers } from './routes/me.ts';
import { setupHandlers } from './routes/setup.ts';
import { todayHandlers } from './routes/today.ts';

export { openApi } from './openapi.ts';

/** Who answers which route; a route without a handler does not compile. */
export const handlers: Handlers = {
  ...accessHandlers,
  ...meHandlers,
  ...inboxHandlers,
  ...todayHandlers,
  ...companyHandlers,
  ...issueHandlers,
  ...setupHandlers,
};
