import { type ChildProcess, fork } from 'node:child_process';
import { type DraftReply, draftReply, type SpeakRequest } from './draftMessages.ts';

/** The draft-voice program ended, or was ended, before it answered. `ended` resolves when it can write no more. */
export class DraftProcessLost extends Error {
  override readonly name = 'DraftProcessLost';
  readonly ended: Promise<void>;

  constructor(reason: string, ended: Promise<void>) {
    super(reason);
    this.ended = ended;
  }
}

interface Waiting {
  readonly id: number;
  readonly resolve: (reply: DraftReply) => void;
  readonly reject: (cause: Error) => void;
}

/** The environment without what would make the program a part of VS Code or of a debug session. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.toUpperCase().startsWith('VSCODE_') && name.toUpperCase() !== 'NODE_OPTIONS',
  );
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

/** One run of the draft-voice program. It speaks one line at a time and lives until {@link end}, its own death, or ours. */
export class DraftProcess {
  readonly #child: ChildProcess;
  readonly #onStderr: (text: string) => void;
  readonly #ended: Promise<void>;
  #waiting: Waiting | undefined;
  #isAlive = true;

  constructor(modulePath: string, args: readonly string[], onStderr: (text: string) => void) {
    this.#onStderr = onStderr;
    this.#child = fork(modulePath, [...args], {
      execArgv: [],
      env: plainEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => this.#onStderr(chunk.toString()));
    this.#child.on('message', (message) => this.#take(message));
    this.#child.once('error', (cause) => this.#lose(cause.message));
    this.#child.once('exit', (code, signal) => this.#lose(signal ?? `exit ${code}`));
    // A channel can fail while the program still runs; then no answer will come.
    this.#child.once('disconnect', () => this.#lose('disconnected'));
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** The system's id of the process; undefined when it could not be started. */
  get processId(): number | undefined {
    return this.#child.pid;
  }

  /** Speaks a line. Rejects with {@link DraftProcessLost} within milliseconds when the program ends; one call at a time. */
  speak(request: SpeakRequest): Promise<DraftReply> {
    return new Promise((resolve, reject) => {
      if (!this.#isAlive) {
        reject(new DraftProcessLost('ended before', this.#ended));
        return;
      }
      this.#waiting = { id: request.id, resolve, reject };
      this.#child.send(request, (cause) => {
        if (cause) this.#lose(cause.message);
      });
    });
  }

  /** Ends the program at once, also within a line. */
  end(): void {
    this.#lose('ended');
  }

  #take(message: unknown): void {
    const parsed = draftReply.safeParse(message);
    if (!parsed.success) {
      this.end();
      return;
    }
    const waiting = this.#waiting;
    if (waiting?.id !== parsed.data.id) return;
    this.#waiting = undefined;
    waiting.resolve(parsed.data);
  }

  #lose(reason: string): void {
    this.#isAlive = false;
    this.#child.kill('SIGKILL');
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(new DraftProcessLost(reason, this.#ended));
  }
}
