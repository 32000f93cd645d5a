/** One step of the schema. Steps are never edited once released: a change is a new step with the next number. */
export interface Migration {
  /** 1, 2, 3 …; the highest applied one is the file's `user_version`. */
  readonly id: number;
  readonly name: string;
  /** Statements run in one transaction, with foreign keys on. */
  readonly sql: string;
}
