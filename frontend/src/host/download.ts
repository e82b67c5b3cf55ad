/** Has the browser save data as a file. TensorBoard's frame is no sandbox, so that it may. */
export function download(data: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  // The browser reads the data after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name that every file system takes. */
export function fileName(parts: readonly string[], ending: string): string {
  const name = parts.join('_').replace(/[^\p{L}\p{N}.-]+/gu, '_');
  return `${name.slice(0, 120)}.${ending}`;
}
