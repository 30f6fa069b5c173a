import { useEffect, useState } from "react";

/** Whole seconds until a time of `Date.now()`, counting down to 0. */
export function useSecondsUntil(time: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(time));
  useEffect(() => {
    const count = () => setSeconds(secondsUntil(time));
    count();
    const timer = setInterval(count, 250);
    return () => clearInterval(timer);
  }, [time]);
  return seconds;
}

function secondsUntil(time: number): number {
  return Math.max(0, Math.ceil((time - Date.now()) / 1_000));
}
