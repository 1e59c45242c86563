import { parseConfiguration } from '#libs/config';
import { parse } from 'yaml';
import { documentsOf, manifestFiles, typeFaults, type Manifest } from './kubernetes.manifests.js';
import { read } from './repository.js';

interface Probe {
  httpGet: { path: string; port: string };
}
interface Container {
  name: string;
  image: string;
  command: string[];
  env: { name: string; value?: string }[];
  ports: { name: string; containerPort: number }[];
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string; readOnly: boolean; subPath?: string }[];
}
interface Pod {
  automountServiceAccountToken: boolean;
  securityContext: { runAsNonRoot: boolean; runAsUser: number };
  containers: Container[];
  volumes: { name: string; configMap?: { name: string }; secret?: { secretName: string } }[];
}
type Labels = Record<string, string>;

const NOT_MANIFESTS = ['kustomization.yaml', 'prometheus-adapter.yaml'];
const files = manifestFiles().filter((file) => !NOT_MANIFESTS.includes(file));
const manifests = files.flatMap((file) => documentsOf(file) as Manifest[]);

const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
function named(kind: string, name: string): Manifest {
  const found = ofKind(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} named ${name}.`);
  return found;
}
const podOf = (app: string) => {
  const { template } = named('Deployment', `jobgate-${app}`).spec as {
    template: { metadata: { labels: Labels }; spec: Pod };
  };
  return { labels: template.metadata.labels, pod: template.spec, container: template.spec.containers[0]! };
};
const APPS = ['gateway', 'worker'] as const;

describe('the manifests for Kubernetes', () => {
  it('have the form that the platform knows', () => {
    expect(typeFaults(manifests)).toEqual([]);
  });

  it('would be found out, were there a name that the platform does not know, a wrong type or a part missing', () => {
    const broken = (change: (spec: Record<string, unknown>) => unknown): Manifest => {
      const copy = structuredClone(named('Deployment', 'jobgate-worker'));
      change(copy.spec);
      return copy;
    };
    const faults = typeFaults([
      broken((spec) => (spec['replicass'] = 2)),
      broken((spec) => (spec['replicas'] = 'two')),
      broken((spec) => delete spec['selector']),
    ]);
    expect(faults.map((fault) => /replicass|'string'|selector/.exec(fault)?.[0])).toEqual([
      'replicass',
      "'string'",
      'selector',
    ]);
  });

  it('are all in the kustomization, but for the example of the secrets', () => {
    const { resources } = parse(read('deploy/kubernetes/kustomization.yaml')) as { resources: string[] };
    expect([...resources].sort()).toEqual(files.filter((file) => file !== 'secrets.example.yaml'));
  });

  it('have names that are given once', () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('run one image, which the kustomization names', () => {
    const images = new Set(APPS.map((app) => podOf(app).container.image));
    const { images: renamed } = parse(read('deploy/kubernetes/kustomization.yaml')) as { images: { name: string }[] };
    expect([...images]).toEqual([`${renamed[0]?.name}:latest`]);
  });

  describe.each(APPS)('of the %s', (app) => {
    const { pod, container, labels } = podOf(app);

    it('run its program', () => {
      const [program, ...rest] = container.command;
      expect([program, rest.find((part) => !part.startsWith('--'))]).toEqual(['node', `dist/apps/${app}/src/main.js`]);
      expect(container.env).toContainEqual({ name: 'JOBGATE_CONFIG', value: '/etc/jobgate/jobgate.yaml' });
    });

    it('run it without rights that it does not need', () => {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    });

    it('ask addresses that there are', () => {
      const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
      const { paths } = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, unknown> };
      for (const { httpGet } of probes) {
        expect(Object.keys(paths)).toContain(httpGet.path);
        expect(container.ports.map(({ name }) => name)).toContain(httpGet.port);
      }
      expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
      expect(container.livenessProbe.httpGet.path).toBe('/health/live');
    });

    it('say what it needs', () => {
      expect(Object.keys(container.resources.requests).sort()).toEqual(['cpu', 'memory']);
      expect(container.resources.limits).toHaveProperty('memory');
    });

    it('mount folders, read-only, none within another: a file that is mounted alone never changes', () => {
      for (const { readOnly, subPath, mountPath } of container.volumeMounts) {
        expect([readOnly, subPath]).toEqual([true, undefined]);
        const others = container.volumeMounts.filter((mount) => mount.mountPath !== mountPath);
        expect(others.some((other) => mountPath.startsWith(`${other.mountPath}/`))).toBe(false);
      }
      expect(container.volumeMounts.map(({ name }) => name).sort()).toEqual(pod.volumes.map(({ name }) => name).sort());
    });

    it.each(['Deployment', 'PodDisruptionBudget'])('are selected by their %s', (kind) => {
      const { selector } = named(kind, `jobgate-${app}`).spec as { selector: { matchLabels: Labels } };
      expect(labels).toMatchObject(selector.matchLabels);
      expect(selector.matchLabels['app.kubernetes.io/component']).toBe(app);
    });

    it('are scaled by an autoscaler that means them', () => {
      const { scaleTargetRef } = named('HorizontalPodAutoscaler', `jobgate-${app}`).spec as { scaleTargetRef: object };
      expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: `jobgate-${app}` });
    });
  });

  describe('hold a configuration', () => {
    const text = named('ConfigMap', 'jobgate-configuration').data?.['jobgate.yaml'] ?? '';
    const secrets = named('Secret', 'jobgate-upstreams').stringData ?? {};
    const mount = podOf('worker').container.volumeMounts.find(({ name }) => name === 'upstreams')!.mountPath;
    const readMounted = (path: string) => {
      const secret = path.startsWith(`${mount}/`) ? secrets[path.slice(mount.length + 1)] : undefined;
      return secret === undefined ? { problem: 'names no mounted secret' } : { text: secret };
    };
    const environment = named('Secret', 'jobgate-redis').stringData ?? {};

    it.each(APPS)('that a %s accepts, with the ports of its manifest', (app) => {
      const configuration = parseConfiguration(text, app, environment, undefined, readMounted);
      const { container, pod } = podOf(app);
      const listens = app === 'gateway' ? configuration.gateway : configuration.worker;
      expect(container.ports.map(({ containerPort }) => containerPort)).toEqual([listens?.port]);
      expect(listens?.host).toBe('0.0.0.0');
      expect(pod.volumes).toContainEqual({ name: 'configuration', configMap: { name: 'jobgate-configuration' } });
    });

    it('whose upstream credentials are mounted by workers alone', () => {
      const holders = APPS.filter((app) => podOf(app).pod.volumes.some(({ secret }) => secret !== undefined));
      expect(holders).toEqual(['worker']);
    });

    it('in which every mounted secret has its place', () => {
      for (const name of Object.keys(secrets)) expect(text).toContain(`file:${mount}/${name}`);
    });
  });

  describe('hold a network', () => {
    interface Policy {
      podSelector: { matchLabels: Labels };
      policyTypes: string[];
      egress?: { to: { ipBlock?: object }[] }[];
      ingress?: { ports: { port: string | number }[] }[];
    }
    const policies = ofKind('NetworkPolicy').map(({ spec }) => spec as unknown as Policy);
    const applies = ({ podSelector }: Policy, labels: Labels) =>
      Object.entries(podSelector.matchLabels).every(([name, value]) => labels[name] === value);

    it('that is closed where nothing else is said', () => {
      const closed = policies.find(({ egress, ingress }) => !egress && !ingress);
      expect(closed?.policyTypes.sort()).toEqual(['Egress', 'Ingress']);
      for (const app of APPS) expect(applies(closed!, podOf(app).labels)).toBe(true);
    });

    it('out of which only workers get', () => {
      const leaving = policies.filter(({ egress }) => egress?.some(({ to }) => to.some(({ ipBlock }) => ipBlock)));
      expect(leaving).toHaveLength(1);
      expect(APPS.filter((app) => applies(leaving[0]!, podOf(app).labels))).toEqual(['worker']);
    });

    it('whose ports are those of the pods', () => {
      for (const app of APPS) {
        const own = policies.filter((policy) => policy.ingress && applies(policy, podOf(app).labels));
        const ports = own.flatMap(({ ingress }) => ingress!.flatMap((rule) => rule.ports.map(({ port }) => port)));
        expect(ports).toEqual(podOf(app).container.ports.map(({ name }) => name));
      }
    });
  });

  it('scale workers by a metric that there is, made under the name that the autoscaler asks for', () => {
    const { metrics } = named('HorizontalPodAutoscaler', 'jobgate-worker').spec as {
      metrics: { external: { metric: { name: string } } }[];
    };
    const { rules } = parse(read('deploy/kubernetes/prometheus-adapter.yaml')) as {
      rules: { external: { seriesQuery: string; name: { as: string }; metricsQuery: string }[] };
    };
    const [rule] = rules.external;
    expect(rule?.name.as).toBe(metrics[0]?.external.metric.name);
    const catalog = read('libs/telemetry/src/metrics/metric.catalog.ts');
    for (const name of new Set(`${rule?.seriesQuery} ${rule?.metricsQuery}`.match(/jobgate_\w+/g))) {
      expect(catalog).toContain(`  ${name}: {`);
    }
  });
});
