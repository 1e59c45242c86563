import { existsSync } from 'node:fs';
import { findOnPath, provideProgram } from '../../../scripts/programs/program.provider.mjs';

/** Where Debian puts it, which is not on everybody's PATH. */
const OFF_PATH = '/usr/sbin/nginx';

const PACKAGES = { 'apt-get': ['--no-install-recommends nginx-light'] };

/** The path of nginx; installs Debian's package where that needs no question. null: there is none. */
export function provideNginx() {
  return provideProgram({ title: 'nginx', find: findNginx, packages: PACKAGES }, { announce: console.log });
}

/**
 * One process that answers from its cache what it once got from `upstream`; nothing is logged, nothing is checked.
 * @returns {string} an nginx.conf
 */
export function nginxConfiguration({ folder, port, upstream }) {
  return `
    daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log crit;
    events { worker_connections 1024; }
    http {
      access_log off; keepalive_requests 1000000000; open_file_cache max=1000; tcp_nodelay on;
      client_body_temp_path ${folder}/nginx-body; proxy_temp_path ${folder}/nginx-proxy;
      fastcgi_temp_path ${folder}/nginx-fastcgi; uwsgi_temp_path ${folder}/nginx-uwsgi; scgi_temp_path ${folder}/nginx-scgi;
      proxy_cache_path ${folder}/nginx-cache keys_zone=answers:10m;
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass ${upstream}; proxy_cache answers; proxy_cache_valid 200 1d;
          proxy_ignore_headers Cache-Control Expires Vary;
        }
      }
    }`;
}

function findNginx() {
  return findOnPath('nginx') ?? (existsSync(OFF_PATH) ? OFF_PATH : null);
}
