import { useEffect, useState } from 'preact/hooks';

/** True when a key has not changed for so many milliseconds. */
export function useSettled(key: string, milliseconds: number): boolean {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), milliseconds);
    return () => clearTimeout(timer);
  }, [key, milliseconds]);
  return settled === key;
}
