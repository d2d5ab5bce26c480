import { string } from '../chat/json.ts';
import type { Profile } from '../chat/platform.ts';
import type { Member } from './connector.ts';
import type { Who } from './receive.ts';

/**
 * A member of a conversation as a person; undefined for bots, for those without an account, and for people of other
 * companies in shared channels. Teams tells bots nothing of who administers the tenant.
 */
export function readProfile(member: Member, tenant: string): Profile | undefined {
  // On the wire it is objectId; the SDK gives both.
  const externalId = string(member.aadObjectId) ?? string(member.objectId);
  if (!externalId) return undefined;
  const home = string(member.tenantId);
  if (home && home !== tenant) return undefined;
  const email = string(member.email) || string(member.userPrincipalName) || undefined;
  const full = [string(member.givenName), string(member.surname)].filter(Boolean).join(' ');
  return {
    externalId,
    name: string(member.name)?.trim() || full || externalId,
    ...(email && { email }),
    active: true,
    administrator: false,
  };
}

/** What an activity says of its sender: only there Teams tells the time zone and the language. */
export const profileOf = ({ id, name, zone, locale }: Who, known?: Profile): Profile => ({
  externalId: id,
  active: true,
  administrator: false,
  ...known,
  name: known?.name ?? name ?? id,
  ...(zone && { zone }),
  ...(locale && { locale }),
});
