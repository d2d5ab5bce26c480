import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { type ReactElement, useState } from 'react';
import { pathOf } from '../../api/call.ts';
import { addDays } from './calendar-days.ts';
import type { Round } from './rows.ts';
import { MOST_DAYS, spanFault } from './span.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

const formats = ['csv', 'json'] as const;
type Format = (typeof formats)[number];
const formatNames: Readonly<Record<Format, string>> = {
  csv: 'CSV, for spreadsheets',
  json: 'JSON, for programs',
};

/** Answers as files: this round's, or those of a span of days. */
export function ExportMenu({
  standup,
  round,
}: {
  standup: { readonly id: string; readonly name: string };
  round: Round;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<ArrowDownloadRegular />} aria-label={`Export ${standup.name}`}>
            Export
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {formats.map((format) => (
              <MenuItemLink
                key={format}
                download=""
                href={pathOf('GET /api/rounds/{id}/export', { params: { id: round.id }, query: { format } })}
              >
                {`This round as ${formatNames[format]}`}
              </MenuItemLink>
            ))}
            <MenuItem onClick={() => setAsking(true)}>A span of days…</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {asking ? <SpanDialog standup={standup} until={round.date} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function SpanDialog({
  standup,
  until,
  onClose,
}: {
  standup: { readonly id: string; readonly name: string };
  until: string;
  onClose: () => void;
}): ReactElement {
  const styles = useStyles();
  const [from, setFrom] = useState(addDays(until, -91));
  const [to, setTo] = useState(until);
  const [format, setFormat] = useState<Format>('csv');
  const fault = spanFault(from, to);
  return (
    <Dialog open onOpenChange={(_event, { open }) => (open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Export {standup.name}</DialogTitle>
          <DialogContent className={styles.fields}>
            <Text>One line for each person and round, at most {MOST_DAYS} days at once.</Text>
            <Field label="From">
              <Input type="date" value={from} onChange={(_event, { value }) => setFrom(value)} />
            </Field>
            <Field label="Until" validationMessage={fault} validationState={fault ? 'error' : 'none'}>
              <Input type="date" value={to} onChange={(_event, { value }) => setTo(value)} />
            </Field>
            <Field label="As">
              <Select value={format} onChange={(_event, { value }) => setFormat(value as Format)}>
                {formats.map((one) => (
                  <option key={one} value={one}>
                    {formatNames[one]}
                  </option>
                ))}
              </Select>
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            {fault ? (
              <Button appearance="primary" disabledFocusable>
                Export
              </Button>
            ) : (
              <Button
                as="a"
                appearance="primary"
                download=""
                href={pathOf('GET /api/standups/{id}/export', {
                  params: { id: standup.id },
                  query: { from, to, format },
                })}
                onClick={() => setTimeout(onClose)}
              >
                Export
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
