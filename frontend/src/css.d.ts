// esbuild loads style sheets as text, so that they can live in a component's shadow root.
declare module '*.css' {
  const text: string;
  export default text;
}
