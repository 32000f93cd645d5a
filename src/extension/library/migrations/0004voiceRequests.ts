import type { Migration } from './migration.ts';

/**
 * Requests to paid voice services, one row for each sound that was asked for. The row is written before the request is sent, so that no
 * crash can hide that something may have been paid; with the answer it becomes the entry of the cache that all projects share.
 * `take`: 0 for the first sound of a request, then one more for each further one that a writer asked for.
 * `owner`: the window that waits for the answer. `text`: what was sent, as long as the answer is out. `asked_at`: by the service's clock.
 * `history_id`: the item of the service's own list that this is, so that no item answers two requests.
 */
export const voiceRequests: Migration = {
  id: 4,
  name: 'voice requests',
  sql: `
create table voice_requests (
  id text not null primary key,
  request_key text not null,
  take integer not null default 0,
  provider text not null,
  owner text,
  asked_at text not null,
  voice text not null,
  model text not null,
  text text,
  history_id text unique,
  file_url text,
  facts text,
  unique (request_key, take)
) strict;
create index voice_requests_unanswered on voice_requests (asked_at) where file_url is null;
`,
};
