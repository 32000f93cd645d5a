/** The extension hosts of the VS Code servers that this process has started. */
import { run } from './processes.ts';

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

async function running(): Promise<readonly Running[]> {
  const { output } = await run('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** Process ids of the extension hosts below this process. */
export async function extensionHosts(): Promise<readonly number[]> {
  const processes = await running();
  const descendants = (of: number): readonly Running[] =>
    processes.filter(({ parent }) => parent === of).flatMap((child) => [child, ...descendants(child.pid)]);
  return descendants(process.pid)
    .filter(({ command }) => command.includes('--type=extensionHost'))
    .map(({ pid }) => pid);
}

/** Ends every extension host at once, as a crash does; VS Code starts them again. With `known` without a moment's looking for them. */
export async function crashExtensionHosts(known?: readonly number[]): Promise<void> {
  const pids = known ?? (await extensionHosts());
  if (pids.length === 0) throw new Error('No extension host is running.');
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}
