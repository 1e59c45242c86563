import { GatewayProblem } from '#libs/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme/tokens.css';
import './theme/base.css';
import { ClientProvider, useRestoreSession } from './session/session.context.js';
import { useSession } from './session/session.store.js';
import { SignInPage } from './session/sign-in.page.js';
import { Shell } from './shell/shell.js';
import { applyTheme } from './theme/theme.choice.js';

const queries = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The page reports an unreachable gateway itself.
        networkMode: 'always',
        retry: (failures, error) => !(error instanceof GatewayProblem && error.status < 500) && failures < 1,
        staleTime: 2_000,
      },
      mutations: { networkMode: 'always' },
    },
  });

let kept = { key: '' as string | null, queries: queries() };

/** A cache per key: the next key may have other rights. */
function queriesOf(key: string | null): QueryClient {
  if (kept.key !== key) kept = { key, queries: queries() };
  return kept.queries;
}

function Application() {
  useRestoreSession();
  const session = useSession();
  if (session.status === 'checking') return null;
  if (session.status === 'signed-out') return <SignInPage reason={session.reason} />;
  return (
    <QueryClientProvider client={queriesOf(session.key)}>
      <ClientProvider apiKey={session.key}>
        <Shell />
      </ClientProvider>
    </QueryClientProvider>
  );
}

applyTheme();
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
