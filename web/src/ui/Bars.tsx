const widths = [70, 45, 100, 100, 85, 60, 90];

/** Pale bars in the shape of what is to come. */
export const Bars = () => (
  <div class="bars" aria-hidden="true">
    {widths.map((width, i) => (
      <i key={i} class={`w${width}`} />
    ))}
  </div>
);
