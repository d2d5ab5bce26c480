import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { errorCode } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';

export type Db = PrismaClient;
/** What a function that may run inside a transaction asks for; a Db fits where a Tx is expected. */
export type Tx = Prisma.TransactionClient;

/** Waits are longer than Prisma's own: on the embedded database transactions take turns. */
const transactionOptions = { maxWait: 10_000, timeout: 15_000 };

/** A Prisma client on its own pool. A connection that breaks while idle is replaced, and only logged. */
export function createClient(connection: pg.PoolConfig, log: Log): Db {
  const lost = (error: Error) => log.warn('store.connection_lost', { code: errorCode(error) });
  const adapter = new PrismaPg(connection, { onPoolError: lost, onConnectionError: lost });
  return new PrismaClient({ adapter, transactionOptions, errorFormat: 'minimal' });
}
