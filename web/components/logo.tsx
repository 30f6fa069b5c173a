export function Logo() {
  return (
    <svg viewBox="0 0 32 32" className="size-8" aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M10 10.5h12.5c-4 4-6.5 8-7.5 12.5M12.5 16.5h8"
        className="fill-none stroke-on-accent stroke-[2.6]"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
