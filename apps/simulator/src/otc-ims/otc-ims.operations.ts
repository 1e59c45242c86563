/** A call that starts a job, with the type of that job where the documents tell. */
export interface ImageOperation {
  readonly method: string;
  readonly path: string;
  readonly jobType: string;
}

export const IMAGE_OPERATIONS: readonly ImageOperation[] = [
  { method: 'POST', path: '/v2/cloudimages/action', jobType: 'imsCreateImageByInstance' },
  { method: 'POST', path: '/v2/cloudimages/quickimport/action', jobType: 'imsImportBigFileImageJob' },
  { method: 'POST', path: '/v1/cloudimages/dataimages/action', jobType: 'imsImportDataImageJob' },
  { method: 'POST', path: '/v1/cloudimages/wholeimages/action', jobType: 'imsCreateWholeImageByInstanceJob' },
  { method: 'PUT', path: '/v1/cloudimages/{image}/upload', jobType: 'imsNativeImportImageJob' },
  { method: 'POST', path: '/v1/cloudimages/{image}/file', jobType: 'imsNativeExportImageJob' },
  { method: 'POST', path: '/v1/cloudimages/{image}/copy', jobType: 'imsCopyImageInRegionJob' },
  { method: 'POST', path: '/v1/cloudimages/{image}/cross_region_copy', jobType: 'imsCrossRegionCopyImageJob' },
  { method: 'POST', path: '/v1/cloudimages/members', jobType: 'imsAddImageMembersJob' },
  { method: 'PUT', path: '/v1/cloudimages/members', jobType: 'imsUpdateImageMembersJob' },
  { method: 'DELETE', path: '/v1/cloudimages/members', jobType: 'imsDelImageMembersJob' },
];
