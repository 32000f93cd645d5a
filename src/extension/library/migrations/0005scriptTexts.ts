import type { Migration } from './migration.ts';

/**
 * What a script's text says beyond the data model's rows: the title page (the model holds its Title alone), and on this machine the
 * changes of someone else that stand in the rows and not yet in the text.
 */
export const scriptTexts: Migration = {
  id: 5,
  name: 'script texts',
  sql: `
create table rewrite_title_pages (
  script_id text not null primary key references rewrite_scripts (id) on delete cascade,
  content text not null
) strict;

create table pending_texts (
  script_id text not null primary key references rewrite_scripts (id) on delete cascade,
  revision text not null,
  base text not null,
  theirs text
) strict;
`,
};
