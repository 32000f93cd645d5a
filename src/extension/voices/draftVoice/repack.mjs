/** Copies eSpeak NG and its data, cut down to the languages scripts are written in, to `folder`. */
export async function repackDraftVoice(_folder) {}
