import { useId, useState, type FormEvent } from 'react';
import { ThemeToggle } from '../theme/theme.toggle.js';
import { checkKey, type KeyCheck } from './session.context.js';
import { session } from './session.store.js';
import './sign-in.css';

const LABELS: Record<Exclude<KeyCheck, 'accepted'>, string> = {
  rejected: 'Invalid or expired API key.',
  'missing-scope': 'This key lacks the jobs:read scope.',
  unreachable: 'The gateway is unreachable; the key could not be verified.',
};

export function SignInPage({ reason }: { reason: string | null }) {
  const [error, setError] = useState<string | null>(null);
  const [isChecking, setChecking] = useState(false);
  const keyField = useId();
  const errorText = useId();

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const key = String(form.get('key')).trim();
    setChecking(true);
    const check = await checkKey(key);
    setChecking(false);
    if (check === 'accepted') session.signedIn(key, form.get('remember') === 'on');
    else setError(LABELS[check]);
  }

  return (
    <main className="sign-in">
      <div className="sign-in-theme">
        <ThemeToggle />
      </div>
      <form className="panel sign-in-form stack" onSubmit={(event) => void signIn(event)}>
        <h1>Jobgate</h1>
        <p className="muted">One view of every asynchronous job.</p>
        {reason !== null && error === null && (
          <p className="notice is-note" role="status">
            {reason}
          </p>
        )}
        <label htmlFor={keyField}>API key or token</label>
        <input
          id={keyField}
          className="field"
          name="key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          required
          autoFocus
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : errorText}
        />
        {error !== null && (
          <p id={errorText} className="notice is-bad" role="alert">
            {error}
          </p>
        )}
        <label className="check row">
          <input type="checkbox" name="remember" /> Remember on this device
        </label>
        <button type="submit" className="button is-main" disabled={isChecking}>
          {isChecking ? 'Signing in …' : 'Sign in'}
        </button>
        <p className="muted small">
          The key is kept in this tab unless remembered, and is sent to this gateway only.{' '}
          <a href="/docs">API documentation</a>
        </p>
      </form>
    </main>
  );
}
