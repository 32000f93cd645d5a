import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { VoiceChoices } from './castProvider.ts';

const choices = z.object({
  model: z.catch(z.string().check(z.minLength(1)), 'eleven_multilingual_v2'),
  format: z.catch(z.enum(['wav-24000', 'wav-44100', 'mp3-24000']), 'wav-24000'),
  usesDirection: z.catch(z.boolean(), true),
  flowsOn: z.catch(z.boolean(), false),
  pronunciations: z.catch(z.record(z.string(), z.string()), {}),
});

/** What the writer has chosen for voices, in a project's folder where one is given; what a settings file has wrong counts as not set. */
export function voiceChoices(folder?: vscode.Uri): VoiceChoices {
  const settings = vscode.workspace.getConfiguration('screenplay.voice', folder);
  return choices.parse({
    model: settings.get('elevenLabs.model'),
    format: settings.get('elevenLabs.format'),
    usesDirection: settings.get('parentheticalsDirect'),
    flowsOn: settings.get('flowOn'),
    pronunciations: settings.get('pronunciations'),
  });
}

/** Another address of ElevenLabs, as some plans have one. Only addresses that keep the key secret on its way. */
export function elevenLabsAddress(): string | undefined {
  const address = vscode.workspace.getConfiguration('screenplay.voice').get<string>('elevenLabs.address', '').trim();
  if (address === '' || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return protocol === 'https:' || (protocol === 'http:' && isLoopback) ? address.replace(/\/+$/, '') : undefined;
}
