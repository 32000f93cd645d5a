/** A window in a process of its own, to be killed: asks for every line that it is given, all at once. */
import { openPaidStudio } from './paidStudio.ts';

const [directory = '', url = '', ...lines] = process.argv.slice(2);
const studio = openPaidStudio(directory, { url });
await Promise.allSettled(lines.map((id) => studio.generate(id, { isBatch: true, language: 'sv' })));
studio.close();
