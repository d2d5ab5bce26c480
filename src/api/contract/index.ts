import { accessRoutes } from './access.ts';
import { companyRoutes } from './company.ts';
import { inboxRoutes } from './inbox.ts';
import { issueRoutes } from './issues.ts';
import { setupRoutes } from './setup.ts';
import { todayRoutes } from './today.ts';

/** Every route of the JSON API by method and path: the one table that code, tests, OpenAPI and the page's types read. */
export const contract = {
  ...accessRoutes,
  ...inboxRoutes,
  ...todayRoutes,
  ...companyRoutes,
  ...issueRoutes,
  ...setupRoutes,
};
