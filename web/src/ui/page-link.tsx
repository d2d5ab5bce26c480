import { Link as FluentLink } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';

/** A link to another page of ours. */
export const PageLink = ({ href, children }: { href: string; children: ReactNode }): ReactElement => (
  <Link href={href} asChild>
    <FluentLink inline>{children}</FluentLink>
  </Link>
);
