import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Client } from '../api/client';
import { seriesKey, type Row } from '../api/types';
import { isGroup, type Group, type Item } from '../state/list';
import { Sparklines } from '../state/sparklines';
import type { State, Store } from '../state/store';
import { LrElement } from './element';
import { renderGroup, renderHead, renderNarrowHead, renderRow } from './series-row';
import { seriesGridStyle } from './series-grid-style';
import { sharedStyle } from './shared-style';
import { itemForKey, Places } from './windowing';

const HEAD_HEIGHT = 30;
const ROW_HEIGHT = 48;
const CARD_HEIGHT = 58;
const GROUP_HEIGHT = 34;
/** From this width on, the rows are those of a table. */
const WIDE = 820;

/**
 * The series, one row each. However many there are, only the visible ones are in the document. The grid itself keeps
 * the focus and names its active row. Beside a chart the active row is the one that is shown; in the overview it is
 * shown with Enter.
 */
@customElement('lr-series-grid')
export class SeriesGrid extends LrElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) state!: State;
  @property({ attribute: false }) client!: Client;
  @state() private scrollPosition = 0;
  @state() private size = { width: 0, height: 0 };
  @state() private activeKey: string | null = null;
  @query('.scroller') private readonly scroller!: HTMLElement;

  private places = new Places(0, () => 0);
  private readonly sparklines = new Sparklines(
    (names) => this.client.sparklines(names),
    () => this.requestUpdate(),
  );
  private readonly resizing = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight } = this.scroller;
    this.size = { width, height: clientHeight - HEAD_HEIGHT };
  });

  static override styles = [sharedStyle, seriesGridStyle];

  override focus(): void {
    this.scroller?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override firstUpdated(): void {
    this.resizing.observe(this.scroller);
  }

  private get items(): readonly Item[] {
    return this.state.list.items;
  }

  private get isWide(): boolean {
    return this.size.width >= WIDE;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('state') as State | undefined;
    const selected = this.state.view.selected;
    const isOther = changed.has('state') && before?.view.selected !== selected;
    if (isOther && selected) this.activeKey = seriesKey(selected);
    if (before?.list.items === this.items && !changed.has('size')) return;
    const rowHeight = this.isWide ? ROW_HEIGHT : CARD_HEIGHT;
    const anchor = before && this.anchor(before);
    this.places = new Places(this.items.length, (index) =>
      isGroup(this.items[index]!) ? GROUP_HEIGHT : rowHeight,
    );
    if (anchor !== undefined) this.scrollAfterUpdate = anchor();
  }

  private scrollAfterUpdate: number | null = null;

  /** Remembers what is at the top of the view, so that it stays there when rows come and go above it. */
  private anchor({ list, view }: State): (() => number) | undefined {
    if (!this.scroller) return undefined;
    const { text, severities, verdicts, onlyWarned, sort, grouping } = this.state.view;
    const isSame =
      view.text === text &&
      view.severities === severities &&
      view.verdicts === verdicts &&
      view.onlyWarned === onlyWarned &&
      view.sort === sort &&
      view.grouping === grouping;
    if (!isSame) return () => 0;
    const { scrollTop } = this.scroller;
    const index = this.places.at(scrollTop);
    const key = list.items[index]?.key;
    const offset = scrollTop - this.places.top(index);
    if (scrollTop === 0) return undefined;
    return () => {
      const now = this.items.findIndex((item) => item.key === key);
      return now < 0 ? scrollTop : this.places.top(now) + offset;
    };
  }

  protected override updated(changed: PropertyValues): void {
    if (this.scrollAfterUpdate !== null) {
      this.scroller.scrollTop = this.scrollAfterUpdate;
      this.scrollAfterUpdate = null;
    }
    // A shorter list can leave the browser's scroll position elsewhere than where it was last seen.
    if (changed.has('state')) this.scrollPosition = this.scroller.scrollTop;
    this.sparklines.want(this.visible().filter((item): item is Row => !isGroup(item)));
  }

  private visible(): readonly Item[] {
    const { start, end } = this.places.window(this.scrollPosition, this.size.height);
    return this.items.slice(start, end);
  }

  protected override render(): TemplateResult {
    const { start } = this.places.window(this.scrollPosition, this.size.height);
    const visible = this.visible();
    const isActiveVisible = visible.some((item) => item.key === this.activeKey);
    return html`<div
      class="scroller ${this.isWide ? 'wide' : 'cards'}"
      role="grid"
      tabindex="0"
      aria-label="Learning-rate series"
      aria-rowcount=${this.items.length + 1}
      aria-multiselectable="true"
      aria-activedescendant=${isActiveVisible ? 'active' : nothing}
      @scroll=${() => (this.scrollPosition = this.scroller.scrollTop)}
      @keydown=${this.onKey}
    >
      ${(this.isWide ? renderHead : renderNarrowHead)(this.state.view.sort, (sort) => this.store.change({ sort }))}
      <div class="content" role="rowgroup" style="height: ${this.places.height}px">
        ${visible.map((item, offset) => this.renderItem(item, start + offset))}
      </div>
    </div>`;
  }

  private renderItem(item: Item, index: number): unknown {
    const top = this.places.top(index);
    const place = {
      index,
      isActive: item.key === this.activeKey,
      style: `top: ${top}px; height: ${this.places.top(index + 1) - top}px`,
    };
    if (isGroup(item)) return renderGroup(item, place, () => this.toggle(item));
    const { view, list, colours } = this.state;
    const shown = {
      isMember: list.members.has(item.key),
      colour: colours.get(item.key) ?? null,
      isSelected: !!view.selected && seriesKey(view.selected) === item.key,
      isCompared: view.compared.some((name) => seriesKey(name) === item.key),
      sparkline: this.sparklines.of(item),
    };
    const canCompare = view.selected !== null;
    // Most changes of the state are of one row or of none; the others are not made anew.
    return guard([item, canCompare, ...Object.values(place), ...Object.values(shown)], () =>
      renderRow(item, place, {
        ...shown,
        onClick: (event) => {
          this.activeKey = item.key;
          if (event.ctrlKey || event.metaKey) this.store.toggleCompared(item);
          else this.store.select(item);
        },
        onCompare: canCompare
          ? (event) => {
              event.stopPropagation();
              this.store.toggleCompared(item);
            }
          : null,
      }),
    );
  }

  private toggle(group: Group): void {
    this.activeKey = group.key;
    this.store.toggleGroup(group.key);
  }

  private onKey(event: KeyboardEvent): void {
    // The buttons in the head have keys of their own.
    if (event.composedPath()[0] !== this.scroller || event.altKey) return;
    const current = this.items.findIndex((item) => item.key === this.activeKey);
    const active = this.items[current];
    if (active && this.act(event.key, active)) {
      event.preventDefault();
      return;
    }
    const pageSize = Math.max(1, Math.floor(this.size.height / (this.isWide ? ROW_HEIGHT : CARD_HEIGHT)) - 1);
    const index = itemForKey(event.key, current, this.items.length, pageSize);
    const item = index === null ? undefined : this.items[index];
    if (index === null || !item) return;
    event.preventDefault();
    this.activeKey = item.key;
    this.scroller.scrollTop = this.places.scrollTopFor(index, this.scroller.scrollTop, this.size.height);
    const isShownAtOnce = this.state.view.selected && !event.ctrlKey && !event.metaKey;
    if (isShownAtOnce && !isGroup(item)) this.store.select(item);
  }

  /** What a key does with the active row; tells whether it does anything. */
  private act(key: string, active: Item): boolean {
    if (isGroup(active)) {
      const isToggled =
        key === 'Enter' || key === ' ' || key === (active.isCollapsed ? 'ArrowRight' : 'ArrowLeft');
      if (isToggled) this.toggle(active);
      return isToggled;
    }
    if (key === 'Enter') {
      this.store.select(active);
      this.emit('lr-enter', null);
    } else if (key === ' ' && this.state.view.selected) this.store.toggleCompared(active);
    else return key === ' ';
    return true;
  }
}
