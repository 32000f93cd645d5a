/** SQLSTATE → HTTP, as PostgREST documents it: https://docs.postgrest.org/en/stable/references/errors.html */
import pg from 'pg';
import type { Claims, Reply } from './requests.ts';

const exact: Readonly<Record<string, number>> = {
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  P0001: 400,
};

const byClass: Readonly<Record<string, number>> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** The HTTP status of a SQLSTATE; `PTxyz`, raised by a function, is the status xyz. */
export function statusOf(code: string, role: Claims['role']): number {
  if (code === '42501') return role === 'anon' ? 401 : 403;
  if (/^PT[1-5]\d\d$/.test(code)) return Number(code.slice(2));
  return exact[code] ?? byClass[code.slice(0, 2)] ?? 400;
}

/** What PostgREST answers to an error of Postgres; undefined for an error of anything else. */
export function errorReply(cause: unknown, role: Claims['role']): Reply | undefined {
  if (!(cause instanceof pg.DatabaseError)) return undefined;
  const { code = 'XX000', message, detail = null, hint = null } = cause;
  return { status: statusOf(code, role), body: { code, message, details: detail, hint } };
}
