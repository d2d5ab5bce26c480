import { announce } from '../changes.ts';
import { wake } from '../chat/delivery.ts';
import type { Installation, PlaceHost, PlatformHost } from '../chat/installations.ts';
import type { Context } from '../context.ts';
import type { Sealer } from '../seal.ts';
import type { Tx } from '../store/index.ts';
import { syncPeopleJob } from './jobs.ts';
import { createPlaces } from './places.ts';
import { applyProfile } from './profiles.ts';

type Row = {
  workspaceId: string;
  platform: Installation['platform'];
  externalId: string;
  name: string;
  sealed: Uint8Array | null;
};

/** Where platforms keep their installations (sealed), and whom they tell of people who come, change and go. */
export function createHost(context: Context, sealer: Sealer): PlatformHost & PlaceHost {
  const { db, queue } = context;
  const opened = (row: Row): Installation | undefined =>
    row.sealed
      ? {
          workspaceId: row.workspaceId,
          platform: row.platform,
          externalId: row.externalId,
          name: row.name,
          credentials: sealer.open(row.sealed),
        }
      : undefined;
  const live = { revokedAt: null };
  return {
    ...createPlaces(context),
    async find(platform, externalId) {
      const row = await db.installation.findFirst({ where: { platform, externalId, ...live } });
      return row ? opened(row) : undefined;
    },
    async ofWorkspace(platform, workspaceId) {
      const row = await db.installation.findFirst({ where: { platform, workspaceId, ...live } });
      return row ? opened(row) : undefined;
    },
    async save({ platform, externalId, name, credentials, installer, joins }) {
      const sealed = sealer.seal(credentials);
      const row = await db.$transaction(async (tx) => {
        const unique = { platform_externalId: { platform, externalId } };
        const before = await tx.installation.findUnique({ where: unique });
        const mayJoin = joins === undefined && !installer ? companyWithoutChat : joins && theOnlyCompany;
        const home = before || !mayJoin ? undefined : await mayJoin(tx);
        const saved = await tx.installation.upsert({
          where: unique,
          update: { name, sealed, revokedAt: null },
          create: {
            platform,
            externalId,
            name,
            sealed,
            workspace: home ? { connect: { id: home } } : { create: { name } },
          },
        });
        // A refreshed token is no reason to read everyone again.
        if (!before || before.revokedAt) {
          const place = { workspaceId: saved.workspaceId, platform };
          await queue.send(tx, syncPeopleJob, {
            data: { ...place, installer: installer ?? null },
            key: saved.id,
          });
          // What waited while the bot was removed goes out now.
          await wake({ queue }, tx, [place]);
          await announce(tx, { workspaceId: saved.workspaceId, topic: 'people' });
        }
        return saved;
      });
      return { workspaceId: row.workspaceId, platform, externalId, name, credentials };
    },
    async revoked(platform, externalId) {
      await db.$transaction(async (tx) => {
        const [row] = await tx.installation.updateManyAndReturn({
          where: { platform, externalId, ...live },
          data: { revokedAt: context.clock.now(), sealed: null },
          select: { workspaceId: true },
        });
        if (row) await announce(tx, { workspaceId: row.workspaceId, topic: 'people' });
      });
      context.log.warn('installation.revoked', { platform });
    },
    async profileChanged(platform, externalId, profile) {
      const row = await db.installation.findUnique({
        where: { platform_externalId: { platform, externalId } },
      });
      if (row) await applyProfile(context, { workspaceId: row.workspaceId, platform, profile });
    },
  };
}

/**
 * The company that was set up in the browser before its chat was connected: the only one there is, and without a chat.
 * Only the token in the settings connects to it, which whoever runs Tutti has put there; anybody may install by OAuth, and
 * must not come into a company that is not theirs.
 */
async function companyWithoutChat(tx: Tx): Promise<string | undefined> {
  const [only, ...others] = await tx.workspace.findMany({
    take: 2,
    select: { id: true, installations: { where: { platform: { not: 'web' } }, select: { id: true } } },
  });
  return only && others.length === 0 && only.installations.length === 0 ? only.id : undefined;
}

/** The company that is here, when there is exactly one: a tenant that the settings name is the operator's own. */
async function theOnlyCompany(tx: Tx): Promise<string | undefined> {
  const [only, ...others] = await tx.workspace.findMany({ select: { id: true }, take: 2 });
  return others.length === 0 ? only?.id : undefined;
}
