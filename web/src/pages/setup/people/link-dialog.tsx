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
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PrintRegular } from '@fluentui/react-icons/svg/print';
import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useChange } from '../../../api/hooks.ts';
import { useMe } from '../../../ui/me.tsx';
import { useNotice } from '../../../ui/notice.tsx';
import { useWhen } from '../../../ui/when.ts';
import { Fault } from '../ask.tsx';
import type { Person } from './people-section.tsx';
import { QrCode } from './qr-code.tsx';
import './print.css';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  code: { width: '180px', maxWidth: '100%', alignSelf: 'center' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A person's own link: made, shown once with its code to print, and revoked. */
export function LinkDialog({ person, onClose }: { person: Person; onClose: () => void }): ReactElement {
  const styles = useStyles();
  const when = useWhen();
  const notice = useNotice();
  const make = useChange('POST /api/people/{id}/link');
  const revoke = useChange('DELETE /api/people/{id}/link');
  const { id, name, personalLink } = person;
  const address = make.data ? new URL(make.data.path, location.origin).href : undefined;
  const used = personalLink?.usedAt ? `last used ${when.moment(personalLink.usedAt)}` : 'not used yet';
  return (
    <Dialog
      open
      // A press beside it must not lose what is shown only once.
      modalType={address ? 'alert' : 'modal'}
      onOpenChange={(_event, { open }) => (open ? undefined : onClose())}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Sign-in link of {name}</DialogTitle>
          <DialogContent className={styles.content}>
            {address ? (
              <MadeLink name={name} address={address} />
            ) : (
              <>
                <Text>
                  Whoever has this link is {name} here, without a password, until you revoke it. Hand it over
                  in person or on paper.
                </Text>
                {personalLink ? (
                  <Text>{`There is one since ${when.moment(personalLink.createdAt)}, ${used}. Making a new one ends it.`}</Text>
                ) : null}
                <div className={styles.acts}>
                  <Button
                    appearance="primary"
                    disabledFocusable={make.isPending}
                    onClick={() => make.mutate({ params: { id } })}
                  >
                    {personalLink ? 'Make a new link' : 'Make a link'}
                  </Button>
                  {personalLink ? (
                    <Button
                      disabledFocusable={revoke.isPending}
                      onClick={() =>
                        revoke.mutate(
                          { params: { id } },
                          {
                            onSuccess: () => {
                              notice(`The link of ${name} is revoked, and they are signed out`);
                              onClose();
                            },
                          },
                        )
                      }
                    >
                      Revoke the link
                    </Button>
                  ) : null}
                </div>
              </>
            )}
            <Fault error={make.error ?? revoke.error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Close</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function MadeLink({ name, address }: { name: string; address: string }): ReactElement {
  const styles = useStyles();
  const notice = useNotice();
  return (
    <>
      <Text weight="semibold">This link is shown only now. Print it or copy it before you close this.</Text>
      <div className={styles.code}>
        <QrCode text={address} label={`Code with the sign-in link of ${name}`} />
      </div>
      <Field label="Link">
        <Input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      </Field>
      <div className={styles.acts}>
        <Button appearance="primary" icon={<PrintRegular />} onClick={() => print()}>
          Print
        </Button>
        <Button icon={<CopyRegular />} onClick={() => void copy(address).then(notice)}>
          Copy
        </Button>
      </div>
      <PrintedCard name={name} address={address} />
    </>
  );
}

async function copy(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    return 'Your browser did not allow copying: select the link and copy it';
  }
}

/** Seen on paper alone; print.css hides everything else there. */
function PrintedCard({ name, address }: { name: string; address: string }): ReactElement {
  const { workspace } = useMe();
  return createPortal(
    <div className="tutti-print" aria-hidden="true">
      <p className="tutti-print-company">{workspace}</p>
      <p className="tutti-print-name">{name}</p>
      <QrCode text={address} label="" />
      <p className="tutti-print-words">
        Point your phone’s camera at the code to open Tutti as yourself. Keep this card to yourself.
      </p>
      <p className="tutti-print-address">{address}</p>
    </div>,
    document.body,
  );
}
