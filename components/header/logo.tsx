/** A phi: the same drawing as public/icon.svg. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="logo-ground" />
      <g fill="none" strokeWidth="2.6" strokeLinecap="round" className="logo-lines">
        <circle cx="16" cy="16" r="6.7" />
        <path d="M16 5.5v21" />
      </g>
    </svg>
  );
}
