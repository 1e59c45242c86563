import { operationForm } from '../operation-path.js';

/** Images are registered by PUT, and no longer shared by DELETE: with a body, as the service documents it. */
export const METHODS = ['POST', 'PUT', 'DELETE'] as const;
export const ROOT = '/v';

/** The calls of the image service that answer with a `job_id`. Which of them may be made is up to the connection. */
export const otcImsStart = operationForm([...METHODS], {
  'create an image from a server': {
    method: 'POST',
    path: '/v2/cloudimages/action',
    body: { name: 'nightly', instance_id: '877a2cda-ba63-4e1e-b95f-e67e48b6129a' },
  },
  'export an image': {
    method: 'POST',
    path: '/v1/cloudimages/d164b5df-1bc3-4c3f-893e-3e471fd16e64/file',
    body: { bucket_url: 'images:nightly.qcow2', file_format: 'qcow2' },
  },
});
