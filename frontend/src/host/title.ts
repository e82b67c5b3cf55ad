/** Puts a number before the title of the browser's tab, or takes it away again. */
export function badgeTitle(page: Window, count: number): void {
  try {
    const { document } = page.parent;
    const title = document.title.replace(/^\(\d+\) /, '');
    document.title = count > 0 ? `(${count}) ${title}` : title;
  } catch {
    // A host of another origin keeps its title to itself.
  }
}
