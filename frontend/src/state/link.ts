import type { Address } from '../host/address';
import type { Store } from './store';
import { decodeView, encodeView } from './url';

const PAUSE_MILLISECONDS = 250;

/**
 * Keeps the address and the store's view in step, whichever of them changes.
 *
 * @returns gives the address of the present view
 */
export function linkToAddress(store: Store, address: Address): () => string {
  let written = store.state.view;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (): void => {
    const { view } = store.state;
    clearTimeout(timer);
    if (view === written) return;
    // The way back leads from a series to the overview and to series before it, not through every zoom.
    const isNewPage = JSON.stringify(view.selected) !== JSON.stringify(written.selected);
    written = view;
    address.write(encodeView(view), isNewPage);
  };

  store.subscribe(() => {
    const { view } = store.state;
    if (view === written) return;
    clearTimeout(timer);
    // Browsers refuse an address that changes with every movement of a mouse.
    if (view.selected !== written.selected) write();
    else timer = setTimeout(write, PAUSE_MILLISECONDS);
  });

  address.watch(() => {
    const fields = address.read();
    // TensorBoard repeats the address whenever its tabs change.
    if (JSON.stringify(fields) === JSON.stringify(encodeView(store.state.view))) return;
    const view = decodeView(fields);
    written = view;
    store.show(view);
  });

  return () => {
    write();
    return address.href;
  };
}
