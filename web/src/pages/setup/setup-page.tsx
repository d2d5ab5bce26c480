import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { lazy, type ReactElement, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { type Me, mayAs, useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { StandupsSection } from './standups/standups-section.tsx';

const StandupEditor = lazy(async () => ({
  default: (await import('./standups/standup-editor.tsx')).StandupEditor,
}));
const PeopleSection = lazy(async () => ({
  default: (await import('./people/people-section.tsx')).PeopleSection,
}));
const ImportSection = lazy(async () => ({
  default: (await import('./import/import-section.tsx')).ImportSection,
}));
const DepartmentsSection = lazy(async () => ({
  default: (await import('./departments-section.tsx')).DepartmentsSection,
}));
const CompanySection = lazy(async () => ({
  default: (await import('./company-section.tsx')).CompanySection,
}));
const ConnectionsSection = lazy(async () => ({
  default: (await import('./connections-section.tsx')).ConnectionsSection,
}));

/** The parts of the set-up, in the order in which a new company needs them; `role` is the least that opens one. */
const sections: readonly { path: string; label: string; role: Me['role'] }[] = [
  { path: '/setup/standups', label: 'Stand-ups', role: 'member' },
  { path: '/setup/people', label: 'People', role: 'administrator' },
  { path: '/setup/import', label: 'Import', role: 'administrator' },
  { path: '/setup/departments', label: 'Departments', role: 'administrator' },
  { path: '/setup/company', label: 'Company', role: 'administrator' },
  { path: '/setup/connections', label: 'Connections', role: 'administrator' },
];

const useStyles = makeStyles({
  nav: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `0 ${tokens.spacingHorizontalXS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '3px solid transparent',
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandForeground1,
  },
});

/** Everything that somebody in charge sets up; only the parts that one's role opens. */
export function SetupPage(): ReactElement {
  const styles = useStyles();
  const me = useMe();
  const [path] = useLocation();
  const mine = sections.filter(({ role }) => mayAs(me, role));
  return (
    <Page title="Set-up">
      {mine.length > 1 ? (
        <nav aria-label="Set-up" className={styles.nav}>
          {mine.map((section) => {
            const current = path.startsWith(section.path);
            return (
              <Link
                key={section.path}
                href={section.path}
                aria-current={current ? 'page' : undefined}
                className={mergeClasses(styles.link, current && styles.current)}
              >
                {section.label}
              </Link>
            );
          })}
        </nav>
      ) : null}
      <Suspense fallback={<Loading what="this part" />}>
        <Switch>
          <Route path="/setup">
            <Redirect to="/setup/standups" replace />
          </Route>
          <Route path="/setup/standups" component={StandupsSection} />
          <Route path="/setup/standups/edit/:id">
            {({ id }) => <StandupEditor key={id} state={`edit:${id}`} />}
          </Route>
          <Route path="/setup/standups/new/:template">
            {({ template }) => <StandupEditor key={template} state={`new:${template}`} />}
          </Route>
          {mayAs(me, 'administrator') ? (
            <Switch>
              <Route path="/setup/people" component={PeopleSection} />
              <Route path="/setup/import" component={ImportSection} />
              <Route path="/setup/departments" component={DepartmentsSection} />
              <Route path="/setup/company" component={CompanySection} />
              <Route path="/setup/connections" component={ConnectionsSection} />
              <Route>
                <NothingHere />
              </Route>
            </Switch>
          ) : (
            <Route>
              <NothingHere />
            </Route>
          )}
        </Switch>
      </Suspense>
    </Page>
  );
}

function NothingHere(): ReactElement {
  return (
    <Empty title="There is nothing here for you">
      Either this address is mistyped, or it belongs to administrators.
    </Empty>
  );
}
