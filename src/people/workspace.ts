import { announce } from '../changes.ts';
import type { Tx } from '../store/index.ts';
import { readCountry } from './days-off.ts';
import { readZone } from './local-time.ts';
import { readLocale } from './locale.ts';
import { readText } from './person-text.ts';

/** What a company says about itself. */
export type WorkspaceSettings = {
  readonly name: string;
  readonly zone: string;
  readonly locale: string;
  readonly country: string | null;
  /** Answers older than this are deleted; null keeps them. */
  readonly retentionMonths: number | null;
};

export const workspaceSettings = (tx: Tx, workspaceId: string): Promise<WorkspaceSettings> =>
  tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, zone: true, locale: true, country: true, retentionMonths: true },
  });

/** Changes a company's settings; what is left out stays. */
export async function saveWorkspace(
  tx: Tx,
  workspaceId: string,
  {
    name,
    zone,
    locale,
    country,
    retentionMonths,
  }: { [Key in keyof WorkspaceSettings]?: WorkspaceSettings[Key] | undefined },
): Promise<void> {
  await tx.workspace.update({
    where: { id: workspaceId },
    data: {
      name: name === undefined ? undefined : readText(name.trim()),
      zone: zone === undefined ? undefined : readZone(zone),
      locale: locale === undefined ? undefined : readLocale(locale),
      country: country === undefined ? undefined : readCountry(country),
      ...(zone === undefined && locale === undefined ? {} : { ownPlace: true }),
      retentionMonths,
    },
  });
  await announce(tx, { workspaceId, topic: 'people' });
}
