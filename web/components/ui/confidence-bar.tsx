/** Shows a confidence that stands beside it as a number, so it is silent for screen readers. */
export function ConfidenceBar({ confidence }: { readonly confidence: number }) {
  return (
    <svg
      data-slot="confidence-bar"
      aria-hidden="true"
      className="h-1.5 w-full overflow-hidden rounded-full bg-well"
    >
      <rect width={`${confidence * 100}%`} height="100%" rx="3" className="fill-accent" />
    </svg>
  );
}
