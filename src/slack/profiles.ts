import { type Json, record, string } from '../chat/json.ts';
import type { Profile } from '../chat/platform.ts';

/** Slack's own bot has an id like a person's. */
const SLACKBOT = 'USLACKBOT';

/** A user of Slack as a person; undefined for bots, and for people of other companies in shared channels. Guests are people. */
export function readProfile(user: Json): Profile | undefined {
  const externalId = string(user.id);
  if (!externalId || externalId === SLACKBOT || user.is_bot === true || user.is_stranger === true)
    return undefined;
  const profile = record(user.profile) ?? {};
  const email = string(profile.email) || undefined;
  const zone = string(user.tz) || undefined;
  const locale = string(user.locale) || undefined;
  return {
    externalId,
    name: nameOf(user, profile) ?? externalId,
    ...(email && { email }),
    ...(zone && { zone }),
    ...(locale && { locale }),
    active: user.deleted !== true,
    administrator: user.is_admin === true || user.is_owner === true || user.is_primary_owner === true,
  };
}

/** As the person is called in Slack: the name they chose, else their real one. */
const nameOf = (user: Json, profile: Json): string | undefined =>
  [profile.display_name, profile.real_name, user.real_name, user.name]
    .map((name) => string(name)?.trim())
    .find((name) => name);
