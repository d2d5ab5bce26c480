import { BuildingMultipleRegular } from '@fluentui/react-icons/svg/building-multiple';
import { CalendarLtrRegular } from '@fluentui/react-icons/svg/calendar-ltr';
import { HourglassRegular } from '@fluentui/react-icons/svg/hourglass';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { OptionsRegular } from '@fluentui/react-icons/svg/options';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Me } from '../ui/me.tsx';

/** One page of the navigation. */
export type PageEntry = {
  /** Where it is; a page with pages under it owns every path that begins with this one. */
  readonly path: string;
  readonly label: string;
  readonly icon: ComponentType;
  /** The least role that sees it in the navigation. */
  readonly role: Me['role'];
  readonly component: LazyExoticComponent<ComponentType>;
  /** False for pages that are reached otherwise, such as from the person's menu. */
  readonly listed: boolean;
};

/**
 * The one list of pages, in the order of the navigation. Initiatives, Concerns and Digests come here, after Waits,
 * with the features they show.
 */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    label: 'Inbox',
    icon: MailInboxRegular,
    role: 'member',
    component: lazy(async () => ({ default: (await import('../pages/inbox/inbox-page.tsx')).InboxPage })),
    listed: true,
  },
  {
    path: '/today',
    label: 'Today',
    icon: CalendarLtrRegular,
    role: 'member',
    component: lazy(async () => ({ default: (await import('../pages/today/today-page.tsx')).TodayPage })),
    listed: true,
  },
  {
    path: '/company',
    label: 'Company',
    icon: BuildingMultipleRegular,
    role: 'lead',
    component: lazy(async () => ({
      default: (await import('../pages/company/company-page.tsx')).CompanyPage,
    })),
    listed: true,
  },
  {
    path: '/waits',
    label: 'Waits',
    icon: HourglassRegular,
    role: 'member',
    component: lazy(async () => ({ default: (await import('../pages/waits/waits-page.tsx')).WaitsPage })),
    listed: true,
  },
  {
    path: '/setup',
    label: 'Set-up',
    icon: OptionsRegular,
    role: 'lead',
    component: lazy(async () => ({ default: (await import('../pages/setup/setup-page.tsx')).SetupPage })),
    listed: true,
  },
  {
    path: '/answers',
    label: 'Your answers',
    icon: MailInboxRegular,
    role: 'member',
    component: lazy(async () => ({ default: (await import('../pages/inbox/answers-page.tsx')).AnswersPage })),
    listed: false,
  },
  {
    path: '/settings',
    label: 'Settings',
    icon: SettingsRegular,
    role: 'member',
    component: lazy(async () => ({
      default: (await import('../pages/settings/settings-page.tsx')).SettingsPage,
    })),
    listed: false,
  },
];
