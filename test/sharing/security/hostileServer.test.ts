import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { after, describe, it } from 'mocha';
import { createMediaStore } from '../../../src/extension/library/media.ts';
import { tables } from '../../../src/extension/library/rows.ts';
import { webviewHtml } from '../../../src/extension/platform/webviewHtml.ts';
import { readPulled } from '../../../src/extension/sharing/pulledRows.ts';
import type { PullPage } from '../../../src/extension/sharing/remoteProject.ts';

const project = randomUUID();
const asset = randomUUID();
const own = `${project}/audio/${asset}`;

/** Reads rows as if the server had sent them. */
function taken(table: string, ...rows: readonly unknown[]) {
  const page = {
    rows: rows.map((row) => ({ table, row })),
    deleted: [],
    cursor: '1.1',
    hasMore: false,
    isRewound: false,
    role: 'editor',
  };
  return readPulled(project, [page as unknown as PullPage]).rows.map(({ row }) => row);
}

const assetRow = (more: Readonly<Record<string, unknown>>) => ({
  id: asset,
  project_id: project,
  name: 'x',
  file_type: 'audio',
  file_url: `${own}/take.mp3`,
  duration_ms: 1,
  width: null,
  height: null,
  metadata: null,
  created_at: '2026-11-25T22:56:16.123456+00:00',
  ...more,
});

describe('the rows of a hostile server', () => {
  const root = mkdtempSync(join(tmpdir(), 'hostile-'));
  const media = createMediaStore({ root });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('name the file of an asset by the path convention, also as an address of Storage', () => {
    for (const fileUrl of [
      `${own}/take.mp3`,
      `https://a.supabase.co/storage/v1/object/sign/rewrite-assets/${own}/take.mp3?token=x`,
    ]) {
      const [row] = taken('rewrite_assets', assetRow({ file_url: fileUrl }));
      assert.equal(row?.['file_url'], `${own}/take.mp3`);
      assert.ok(media.resolve(String(row?.['file_url'])).startsWith(root + sep));
    }
  });

  for (const fileUrl of [
    '/etc/passwd',
    '../../../../etc/passwd',
    `${own}/../../../../etc/passwd`,
    `${own}/..`,
    `${own}/.bashrc`,
    `${own}/a/b.mp3`,
    `${own}/a\\..\\..\\b.mp3`,
    `${own}/C:evil.mp3`,
    `${own}/a\u0000.mp3`,
    `${own}/`,
    own,
    `file:///etc/passwd`,
    `C:\\Windows\\system32\\x.mp3`,
    `\\\\server\\share\\x.mp3`,
    `${randomUUID()}/audio/${asset}/take.mp3`,
    `${project}/audio/${randomUUID()}/take.mp3`,
    `${project}/video/${asset}/take.mp3`,
    `https://evil.example/rewrite-assets/../../etc/passwd`,
    `https://evil.example/rewrite-assets/${project}%2faudio%2f${asset}%2f..%2f..%2fx`,
    'javascript:alert(1)',
    'command:workbench.action.terminal.new',
  ])
    it(`cannot make ${JSON.stringify(fileUrl)} a file of the library`, () => {
      const [row] = taken('rewrite_assets', assetRow({ file_url: fileUrl }));
      assert.equal(row?.['file_url'], null);
      if (!/^[0-9a-f]{8}-/.test(fileUrl)) assert.throws(() => media.resolve(fileUrl));
    });

  it('write nothing outside the media root even when a path is not checked before', async () => {
    for (const fileUrl of ['../evil', `${own}/../../../../evil`, '/tmp/evil', '..\\evil', 'a/./b', ''])
      await assert.rejects(media.write(fileUrl, Buffer.from('x')));
    assert.deepEqual(readdirSync(root), []);
  });

  it('are left out when they belong elsewhere, are of a wrong kind, or have ids that are none', () => {
    const line = {
      id: randomUUID(),
      scene_id: randomUUID(),
      element_id: randomUUID(),
      type: 'dialogue',
      content: 'x',
      order_index: 1,
      character_name: null,
      audio_asset_id: null,
      audio_status: 'none',
      content_hash: null,
      created_at: null,
      updated_at: null,
    };
    assert.equal(taken('rewrite_scene_content', line).length, 1);
    for (const wrong of [
      { id: '../../../../../../../../../etc/passwd!!' },
      { scene_id: 'x'.repeat(36) },
      { audio_asset_id: { toString: 'x' } },
      { type: 'script' },
      { content: 7 },
      { content: 'x'.repeat(5_000_000) },
      { order_index: '1; drop table' },
      { element_id: 'x'.repeat(300) },
      { audio_status: '<script>' },
    ])
      assert.deepEqual(taken('rewrite_scene_content', { ...line, ...wrong }), [], JSON.stringify(wrong).slice(0, 80));
    assert.deepEqual(taken('rewrite_assets', assetRow({ project_id: randomUUID() })), []);
    assert.deepEqual(taken('rewrite_projects', { id: randomUUID(), name: 'x', slug: 'x' }), []);
    for (const table of [
      'script_files',
      'project_folders',
      'shares',
      'voice_requests',
      'sqlite_master',
      '__proto__',
      'constructor',
    ])
      assert.deepEqual(taken(table, line, { uri: 'file:///etc/passwd', script_id: line.id }), [], table);
  });

  it('bring no columns with them that the library does not have', () => {
    const [row] = taken('rewrite_assets', { ...assetRow({}), constructor: 1, ['__proto__x']: 1, uri: 'file:///x' });
    assert.deepEqual(Object.keys(row ?? {}).sort(), Object.keys(tables.rewrite_assets.shape).sort());
  });

  it('cannot break the policy of a webview by a title or an attribute', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror="alert(1)">' onload='x`;
    const webview = { cspSource: 'https://own', asWebviewUri: (uri: unknown) => uri };
    const html = webviewHtml({
      webview: webview as never,
      script: 'script.js' as never,
      style: 'style.css' as never,
      nonce: 'abc',
      title: evil,
      language: evil,
      bodyAttributes: { 'data-state': evil },
    });
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(!html.includes('<img'));
    assert.ok(html.includes('default-src &#39;none&#39;') || html.includes("default-src 'none'"));
    assert.ok(!/script-src[^;]*unsafe/.test(html));
  });
});
