/** Media files: where they lie and how they are written. Filled by the library suite's owner. */
export interface MediaStore {
  /** `{project_id}/{file_type}/{asset_id}/{filename}` with a sanitised file name: what `file_url` holds. */
  relativePath(projectId: string, fileType: 'image' | 'audio' | 'video', assetId: string, fileName: string): string;
  /** Absolute path of a `file_url`; throws {@link HumanError} when it would leave the media root. */
  resolve(fileUrl: string): string;
  /** Writes bytes to a temporary name beside the target, syncs, renames. Throws a HumanError that names a full disk as such. */
  write(fileUrl: string, bytes: Uint8Array): Promise<void>;
  /** Takes over a finished file (same volume) under its final name, synced. */
  adopt(temporaryPath: string, fileUrl: string): Promise<void>;
  /** Removes a file and its now empty folder; a missing file is fine. */
  remove(fileUrl: string): Promise<void>;
  /** True when the file is there and not empty. */
  exists(fileUrl: string): boolean;
  /** An empty folder path for unfinished files of this process, on the media volume; made on first use. */
  temporaryFolder(): Promise<string>;
}
