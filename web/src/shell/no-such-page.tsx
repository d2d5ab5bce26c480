import type { ReactElement } from 'react';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { Empty } from '../ui/states.tsx';

export function NoSuchPage(): ReactElement {
  return (
    <Page title="There is no such page">
      <Empty
        title="The address may be old, or mistyped."
        action={<PageLink href="/">Go to your inbox</PageLink>}
      />
    </Page>
  );
}
