import { api } from '../shell/api.ts';

/** Asks for a file and hands it to the browser under the name the server gives it. */
export async function download(path: string, body: unknown): Promise<void> {
  const { name, file } = await api.download(path, body);
  saveFile(file, name);
}

/** Hands a file made here to the browser. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
