/** Names that any file system of the three desktops takes. Windows' rules: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */

/** Most systems allow 255 bytes; the rest is room for the suffixes of copies and downloads. */
const mostBytes = 160;
const forbidden = /[<>:"/\\|?*\p{Cc}\p{Surrogate}]/u;
const everyForbidden = new RegExp(forbidden, 'gu');
/** Marks that show nothing, or turn the direction of what follows: `gnp.exe` read as `exe.png`. */
const invisible = /[\p{Bidi_Control}\u200b-\u200d\u2060\ufeff]/gu;
const windowsDevice = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|$)/i;

/**
 * A file name that keeps the letters of `name` (in NFC) and its ending: reserved characters become `-`, names that Windows reserves get
 * a `_` in front, dots and spaces at the ends go, and long names are cut before their ending. `file` when nothing is left.
 */
export function safeFileName(name: string): string {
  const plain = name.normalize('NFC').replace(invisible, '').replace(everyForbidden, '-');
  const trimmed = trimEnds(plain);
  const allowed = windowsDevice.test(trimmed) ? `_${trimmed}` : trimmed;
  return trimEnds(shortened(allowed)) || 'file';
}

/** True for a name that can be one step of a path below a folder: it leads nowhere else and every system takes it. */
export function isFileName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !forbidden.test(name) && !windowsDevice.test(name);
}

/** Windows drops dots and spaces at the end; a dot in front hides a file on the others. */
function trimEnds(name: string): string {
  return name.replace(/^[\s.]+|[\s.]+$/g, '');
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 16 ? name.slice(dot) : '';
  let room = mostBytes - Buffer.byteLength(ending);
  let kept = '';
  for (const character of ending ? name.slice(0, dot) : name) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + ending;
}
