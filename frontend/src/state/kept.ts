/** A value that is made anew only where one of the parts that it is made of is another one. */
export class Kept<T> {
  private parts: readonly unknown[] | null = null;
  private value!: T;

  of(parts: readonly unknown[], make: () => T): T {
    const { parts: before } = this;
    const isSame = parts.length === before?.length && parts.every((part, index) => part === before[index]);
    if (!isSame) this.value = make();
    this.parts = parts;
    return this.value;
  }
}
