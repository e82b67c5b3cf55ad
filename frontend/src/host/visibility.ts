// When another tab of TensorBoard is chosen, the frame stays alive with a height of zero, and its document still
// calls itself visible. A page that polls has to look at its own size.

/** The part of a window that tells whether anyone can see it. */
export interface Sight {
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly document: { readonly visibilityState: DocumentVisibilityState };
}

export function isVisible(page: Sight): boolean {
  return page.document.visibilityState === 'visible' && page.innerWidth > 0 && page.innerHeight > 0;
}

/** Calls back every time the page comes into sight. */
export function watchVisibility(page: Window, onVisible: () => void): void {
  let before = isVisible(page);
  const look = (): void => {
    const now = isVisible(page);
    if (now && !before) onVisible();
    before = now;
  };
  page.addEventListener('resize', look);
  page.document.addEventListener('visibilitychange', look);
}
