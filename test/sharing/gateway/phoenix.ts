/** Messages of the Phoenix channel protocol, version 2, as realtime-js speaks it. Source: https://supabase.com/docs/guides/realtime/protocol */
import * as z from 'zod';

const message = z.tuple([z.string().nullable(), z.string().nullable(), z.string(), z.string(), z.unknown()]);

export interface Message {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
}

/** Reads a text frame; undefined for anything that is no message. */
export function readMessage(text: string): Message | undefined {
  try {
    const [joinRef, ref, topic, event, payload] = message.parse(JSON.parse(text));
    return { joinRef, ref, topic, event, payload };
  } catch {
    return undefined;
  }
}

export function writeMessage({ joinRef, ref, topic, event, payload }: Message): string {
  return JSON.stringify([joinRef, ref, topic, event, payload]);
}

/** What a client asks for when it joins: the tables it wants to hear of. */
export const joinPayload = z.object({
  access_token: z.string().optional(),
  config: z.object({
    postgres_changes: z
      .array(
        z.object({
          event: z.enum(['*', 'INSERT', 'UPDATE', 'DELETE']),
          schema: z.string().optional(),
          table: z.string().optional(),
          filter: z.string().optional(),
        }),
      )
      .optional(),
  }),
});
export type Binding = NonNullable<z.infer<typeof joinPayload>['config']['postgres_changes']>[number];

export const tokenPayload = z.object({ access_token: z.string() });
