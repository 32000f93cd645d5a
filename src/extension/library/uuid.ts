import { createHash } from 'node:crypto';

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the 36-character text form of a UUID, in either case. */
export function isUuid(value: string): boolean {
  return uuidText.test(value);
}

/**
 * The name-based UUID (version 5, SHA-1) of `name` in a namespace: the same on every machine, so that two of them make the same row
 * for the same thing. Throws a TypeError when `namespace` is no UUID. Source: RFC 9562 §5.5 (https://www.rfc-editor.org/rfc/rfc9562).
 */
export function uuidV5(namespace: string, name: string): string {
  if (!isUuid(namespace)) throw new TypeError('The namespace of a derived id must be a UUID.');
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What is made alike on every machine of a project: characters by name, the default timeline, its first tracks, how a line is timed. */
export type DerivedKind = 'character' | 'timeline' | 'track' | 'lineTiming';

/** The lasting id of a thing of a project that several machines may make at the same time; `key` is its natural key there. */
export function derivedId(projectId: string, kind: DerivedKind, key: string): string {
  return uuidV5(projectId, `${kind}:${key}`);
}
