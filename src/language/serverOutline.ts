/** Answers that a client keeps until the text changes, and how it is made to ask again. */
import { type Connection, type Disposable, DocumentSymbolRequest } from 'vscode-languageserver/node';

/** Has the client ask again for what it would keep until the next keystroke: settings may say that a script reads otherwise. */
export function showAnew({ languages }: Connection, outline: Outline): void {
  const { inlayHint, semanticTokens, foldingRange } = languages;
  // A client that cannot show one of these has none to refresh.
  void Promise.allSettled([inlayHint.refresh(), semanticTokens.refresh(), foldingRange.refresh(), outline.renew()]);
}

/** The outline's provider. LSP has no word for an old outline: a client asks again when it gets another provider. */
export interface Outline {
  /** Offers outlines, again and anew; does nothing when the client has been offered them for good. */
  renew(): Promise<void>;
}

export function createOutline(connection: Connection, isDynamic: () => boolean): Outline {
  let offered: Promise<Disposable | undefined> = Promise.resolve(undefined);
  const replace = async (before: Disposable | undefined) => {
    const next = await connection.client.register(DocumentSymbolRequest.type, { documentSelector: null });
    before?.dispose();
    return next;
  };
  return {
    async renew() {
      if (isDynamic()) offered = offered.then(replace);
      await offered;
    },
  };
}
