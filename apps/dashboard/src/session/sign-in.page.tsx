import { useId, useState, type FormEvent } from 'react';
import { ThemeToggle } from '../theme/theme.toggle.js';
import { checkKey, type Check } from './session.check.js';
import { session } from './session.context.js';
import './sign-in.css';

const LABELS: Record<Exclude<Check, 'accepted'>, string> = {
  refused: 'The gateway does not know this key, or it has expired.',
  'missing-scope': 'This key is valid, but may not read jobs (scope jobs:read).',
  unreachable: 'The gateway does not answer at the moment. The key was not checked.',
};

export function SignInPage({ reason }: { reason: string | null }) {
  const [fault, setFault] = useState<string | null>(null);
  const [isChecking, setChecking] = useState(false);
  const keyField = useId();
  const faultText = useId();

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const key = String(form.get('key')).trim();
    setChecking(true);
    const check = await checkKey(key);
    setChecking(false);
    if (check === 'accepted') session.signedIn(key, form.get('remember') === 'on');
    else setFault(LABELS[check]);
  }

  return (
    <main className="sign-in">
      <div className="sign-in-theme">
        <ThemeToggle />
      </div>
      <form className="panel sign-in-form" onSubmit={(event) => void signIn(event)}>
        <h1>Jobgate</h1>
        <p className="muted">One view of every asynchronous job.</p>
        {reason !== null && fault === null && (
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
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : faultText}
        />
        {fault !== null && (
          <p id={faultText} className="notice is-bad" role="alert">
            {fault}
          </p>
        )}
        <label className="check">
          <input type="checkbox" name="remember" /> Remember on this device
        </label>
        <button type="submit" className="button is-main" disabled={isChecking}>
          {isChecking ? 'Checking …' : 'Sign in'}
        </button>
        <p className="muted small">
          The key stays in this tab unless it is remembered, and is sent to this gateway alone.{' '}
          <a href="/docs">API documentation</a>
        </p>
      </form>
    </main>
  );
}
