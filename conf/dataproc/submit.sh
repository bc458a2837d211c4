#!/usr/bin/env bash
#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

# Hands a command to Dataproc by gcloud: mimicknet submit --runtime NAME --region REGION [OPTIONS] COMMAND [ITS OPTIONS]
#
#   --runtime NAME         dataproc-... for a cluster, serverless-... for a batch: the names of conf/runtimes.csv
#   --region REGION        of the cluster or the batch
#   --bucket gs://BUCKET   where gcloud puts the jar for the run; a name without gs:// is one too
#   --cluster NAME         the cluster that the job runs on (dataproc-... only)
#   --create               makes that cluster first, where it is not there: with the image of the runtime, and an end
#                          (--ttl, --max-idle)
#   --workers N            of a cluster that is made (default 2)
#   --machine-type TYPE    of its workers
#   --image URI            a custom image for it, of the runtime's version
#   --java-archive URI     a JDK 17 in a bucket, gs://...tar.gz: for images with Java 11, and networks without a way out
#   --gpu                  the profile for GPUs, where the runtime has them
#   --jar URI              the job jar, where it is in a bucket already
#   --ttl TIME             longest life of the batch or of the cluster that is made, as 8h (default 24h)
#   --max-idle TIME        a cluster that is made ends after so long without a job (default 30m)
#   --name ID              of the batch or the job (default mimicknet-COMMAND-TIME)
#   --labels K=V,K=V       beside runtime and command, which are always there; repeatable
#   --conf KEY=VALUE       a Spark setting, repeatable; it wins over the profile
#   --project PROJECT      as gcloud has it
#   --subnet SUBNET, --service-account ACCOUNT    of the batch or of the cluster that is made
#   --schedule CRON        a batch each time, as '0 1 * * *' (UTC), by Cloud Scheduler (serverless-... only); needs --project,
#                          --jar and the --service-account that it runs as
#   --async                does not wait for the end
#   --dry-run              prints what it would run, to be pasted, and runs nothing
#
# Exit codes: 0 done; 1 wrong usage; 2 bad configuration; 4 infrastructure: gcloud is missing, or it failed. Of a command
# that failed gcloud says no more than that; the table runs of the warehouse says how it ended.
set -euo pipefail

home=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
home=$(cd "$home" && pwd)
runtimes=$home/conf/runtimes.csv

# Where java17.sh puts Java 17 on images that have an older one.
java17=/usr/lib/jvm/mimicknet-java17

end() {
  echo "mimicknet submit: $2" >&2
  exit "$1"
}

wrong_usage() { end 1 "$1"; }

runtime='' region='' bucket='' cluster='' project='' subnet='' account='' jar='' name='' machine='' image='' archive=''
workers=2 ttl=24h idle=30m schedule='' gpu=false create=false async=false dry_run=false
labels=() settings=() given=()
while [ $# -gt 0 ]; do
  case $1 in
    --create | --gpu | --async | --dry-run) ;;
    -h | --help)
      sed -n '/^# Hands/,/^set /{ /^set /d; s/^# \{0,1\}//; p; }' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    --*=*)
      set -- "${1%%=*}" "${1#*=}" "${@:2}"
      continue
      ;;
    --*) [ $# -gt 1 ] || wrong_usage "$1 needs a value. See: mimicknet submit --help" ;;
    *) break ;;
  esac
  given+=("$1")
  case $1 in
    --create) create=true ;;
    --gpu) gpu=true ;;
    --async) async=true ;;
    --dry-run) dry_run=true ;;
    --runtime) runtime=$2 ;;
    --region) region=$2 ;;
    --bucket) bucket=${2#gs://} bucket=${bucket%/} ;;
    --cluster) cluster=$2 ;;
    --workers) workers=$2 ;;
    --machine-type) machine=$2 ;;
    --image) image=$2 ;;
    --java-archive) archive=$2 ;;
    --jar) jar=$2 ;;
    --ttl) ttl=$2 ;;
    --max-idle) idle=$2 ;;
    --name) name=$2 ;;
    --schedule) schedule=$2 ;;
    --labels)
      IFS=, read -ra more <<< "$2"
      labels+=(${more[@]+"${more[@]}"})
      ;;
    --conf) settings+=("$2") ;;
    --project) project=$2 ;;
    --subnet) subnet=$2 ;;
    --service-account) account=$2 ;;
    *) wrong_usage "There is no option $1. See: mimicknet submit --help" ;;
  esac
  case $1 in --create | --gpu | --async | --dry-run) shift ;; *) shift 2 ;; esac
done
command=${1:-}

cloud_runtimes() { grep -E '^(dataproc|serverless)-' "$runtimes"; }

find_runtime() {
  local known
  known=$(cloud_runtimes | cut -d, -f1)
  if [ -z "$runtime" ] || ! grep -qxF -- "$runtime" <<< "$known"; then
    wrong_usage "There is no runtime '$runtime'. Give one by --runtime: ${known//$'\n'/ }"
  fi
  IFS=, read -r _ _ _ java delta job_jar profile gpu_image _ < <(cloud_runtimes | grep "^${runtime//./\\.},")
  kind=${runtime%%-*}
  version=${runtime#*-}
  if $gpu && [ "$gpu_image" = none ]; then
    known=$(cloud_runtimes | awk -F, '$8 != "none" { print $1 }')
    wrong_usage "Runtime $runtime has no GPU image. These have: ${known//$'\n'/ }"
  fi
}

# What a name is made of is checked by the service only after the upload.
legal() {
  [[ $2 =~ ^$3$ ]] || wrong_usage "$1 '$2' is not legal: $4"
}

seconds() {
  local of
  case $1 in *s) of=1 ;; *m) of=60 ;; *h) of=3600 ;; *d) of=86400 ;; esac
  echo $((${1%[smhd]} * of))
}

# A time of the option $1, from $3 to 14 days.
check_time() {
  legal "$1" "$2" '[1-9][0-9]{0,6}[smhd]' "a time is a number and s, m, h or d, like 24h"
  if [ "$(seconds "$2")" -lt "$(seconds "$3")" ] || [ "$(seconds "$2")" -gt "$(seconds 14d)" ]; then
    wrong_usage "$1 '$2' is not legal: the service takes $3 to 14d"
  fi
}

# Options that would mean nothing here.
check_options() {
  local option
  for option in "${given[@]}"; do
    case $kind,$create,$option in
      serverless,*,--workers | serverless,*,--machine-type | serverless,*,--max-idle | serverless,*,--image | serverless,*,--java-archive)
        wrong_usage "Runtime $runtime has no cluster: leave $option out"
        ;;
      dataproc,false,--workers | dataproc,false,--machine-type | dataproc,false,--max-idle | dataproc,false,--image | \
        dataproc,false,--java-archive | dataproc,false,--ttl | dataproc,false,--subnet | dataproc,false,--service-account)
        wrong_usage "$option is of a cluster that is made: add --create, or leave $option out"
        ;;
    esac
  done
  if [ -n "$archive" ]; then
    [ "$java" -lt 17 ] || wrong_usage "Runtime $runtime has Java $java: leave --java-archive out"
    legal --java-archive "$archive" 'gs://[^, ]+\.tar\.gz' "it is an archive in a bucket, like gs://my-bucket/jdk-17.tar.gz"
  fi
}

# The jar that was named: in a bucket, or one that gcloud can bring there, and of the line of the runtime.
check_jar() {
  case $jar in
    '') [ -n "$bucket" ] || wrong_usage "Name a bucket for the jar by --bucket, or a jar in one by --jar" ;;
    *://*) ;;
    *) [ "$kind" = dataproc ] || [ -n "$bucket" ] || wrong_usage "Name a bucket by --bucket: gcloud uploads $jar to it" ;;
  esac
  case ${jar##*/} in
    "$job_jar" | "${job_jar%.jar}"-*.jar) ;;
    mimicknet-jobs-*.jar) wrong_usage "The jar $jar is of another line of Spark: runtime $runtime takes $job_jar" ;;
  esac
}

check_names() {
  local label
  [ -n "$command" ] ||
    wrong_usage "A command is missing, for example: reprocess --input gs://B/archives --warehouse gs://B/warehouse"
  [ -n "$region" ] || wrong_usage "Name the region by --region, for example --region europe-west4"
  legal --region "$region" '[a-z]+(-[a-z]+)+[0-9]+' "a region is like europe-west4"
  check_time --ttl "$ttl" 10m
  check_time --max-idle "$idle" 5m
  legal --workers "$workers" '[1-9][0-9]*' "it is a number of at least 1"
  legal "The command" "$command" '[a-z][a-z-]*' "a command is like reprocess; options of submit stand before it"
  if [ -n "$bucket" ]; then
    legal --bucket "$bucket" '[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]' "it is the name of a bucket alone, like gs://my-bucket"
  fi
  check_jar
  if [ "$kind" = dataproc ]; then
    [ -n "$cluster" ] || wrong_usage "Runtime $runtime is of clusters: name one by --cluster, and let --create make it where it is not there"
    legal --cluster "$cluster" '[a-z]([a-z0-9-]{0,49}[a-z0-9])?' "at most 51 of a-z, 0-9 and -, a letter first and no - at the end"
    $create && [ "$java" -lt 17 ] && [ -z "$bucket" ] && wrong_usage "Name a bucket by --bucket: the new cluster takes java17.sh from it"
  elif [ -n "$cluster" ] || $create; then
    wrong_usage "Runtime $runtime has no cluster: leave --cluster and --create out"
  fi
  check_options
  : "${name:=mimicknet-$command-$(date -u +%Y%m%d-%H%M%S)}"
  legal --name "$name" '[a-z0-9]([a-z0-9-]{2,61}[a-z0-9])' "4 to 63 of a-z, 0-9 and -, no - at either end"
  if [ -n "$schedule" ]; then
    [ "$kind" = serverless ] || wrong_usage "--schedule is of batches. A cluster is made by the workflow template, on a schedule of Airflow"
    legal --schedule "$schedule" '[^ ]+( [^ ]+){4}' "it has five fields, like '0 1 * * *'"
    [ -n "$project" ] || wrong_usage "Name the project by --project: the scheduler calls the service by its address"
    [ -n "$account" ] || wrong_usage "Name the account by --service-account: the scheduler calls the service in its name"
    case $jar in gs://*) ;; *) wrong_usage "Name a jar in a bucket by --jar: the scheduler uploads none" ;; esac
  fi
  for label in ${labels[@]+"${labels[@]}"}; do
    case $label in runtime=* | command=*) wrong_usage "--labels $label: the label ${label%%=*} is always there; give yours another name" ;; esac
  done
  labels=("runtime=${runtime//./-}" "command=$command" ${labels[@]+"${labels[@]}"})
  for label in "${labels[@]}"; do
    legal --labels "$label" '[a-z][a-z0-9_-]{0,62}=[a-z0-9_-]{0,63}' "a label is like team=ultrasound: a-z, 0-9, _ and -, a letter first, at most 63 each"
  done
  [ ${#labels[@]} -le 32 ] || wrong_usage "There are more than 32 labels"
}

find_jar() {
  local build=${job_jar#mimicknet-jobs-} folder=target first
  build=${build%.jar}
  [ -z "$jar" ] || return 0
  jar=$home/$job_jar
  if [ -f "$home/pom.xml" ]; then
    first=$(grep -m 1 '^local-' "$runtimes" | cut -d, -f6)
    [ "$first" = "$job_jar" ] || folder=target/$build
    jar=$home/jobs/$folder/$job_jar
  fi
  [ -f "$jar" ] && return
  local build_it="mvn -f '$home/pom.xml' -P$profile -pl jobs -am -DskipTests package"
  if $dry_run; then
    echo "mimicknet submit: $jar is not built yet. Build it with: $build_it" >&2
  else
    end 4 "$jar is missing. Build it with: $build_it"
  fi
}

# The settings of the profile, one KEY=VALUE in a line, and those that the runtime adds. The last of a key counts.
collect_settings() {
  local file=$home/conf/$kind setting
  $gpu && file=$file-gpu
  [ -r "$file.conf" ] || end 2 "Cannot read $file.conf"
  local of_the_profile=()
  while read -r key value; do
    case $key in '' | '#'*) continue ;; esac
    of_the_profile+=("$key=$value")
  done < "$file.conf"
  if [ "$kind" = dataproc ] && [ "$java" -lt 17 ]; then
    of_the_profile+=("spark.yarn.appMasterEnv.JAVA_HOME=$java17" "spark.executorEnv.JAVA_HOME=$java17")
  fi
  if [ "$kind" = dataproc ] && $gpu && $create; then
    of_the_profile+=("spark.executor.instances=$workers")
  fi
  case $delta in *:*) of_the_profile+=("spark.jars.packages=$delta") ;; esac
  settings=("${of_the_profile[@]}" ${settings[@]+"${settings[@]}"})
  for setting in "${settings[@]}"; do
    case $setting in
      *'|'* | *$'\n'*) end 2 "Cannot hand $setting to gcloud: it holds the mark | that stands between settings" ;;
      spark.?*=*) ;;
      *) wrong_usage "--conf $setting: a setting is spark.KEY=VALUE" ;;
    esac
    case $kind,$setting in
      serverless,spark.yarn.* | serverless,spark.shuffle.service.* | serverless,spark.master=*)
        end 2 "Cannot run with $setting: a batch without a cluster fails with settings of YARN and of the shuffle service"
        ;;
    esac
  done
  if $gpu; then
    require_cuda
  fi
}

# Without ONNX Runtime for CUDA these commands would pay for GPUs and compute on CPUs.
require_cuda() {
  local setting found=false
  case $command in enhance | reprocess | demo | benchmark) ;; *) return 0 ;; esac
  for setting in "${settings[@]}"; do
    case $setting in
      spark.mimicknet.gpu.onnxruntime=) found=false ;;
      spark.mimicknet.gpu.onnxruntime=* | spark.executor.*-Donnxruntime.native.path=*) found=true ;;
    esac
  done
  $found || end 2 "Cannot run $command on GPUs: no setting names ONNX Runtime with CUDA, so the network would run on CPUs. \
Put the jar onnxruntime_gpu (docs/GPU.md) into a bucket, and add --conf spark.mimicknet.gpu.onnxruntime=gs://BUCKET/NAME.jar"
}

# gcloud splits at the mark that stands between two ^.
joined() {
  local IFS=$1
  shift
  echo "$*"
}

# As a person would write it: one flag a line, and quotes where the shell needs them.
print_command() {
  local word between line='' quote="'"
  for word in "$@"; do
    case $line,$word in ,*) between='' ;; *,--*) between=$' \\\n  ' ;; *) between=' ' ;; esac
    [[ $word =~ ^[A-Za-z0-9_./:=,@+-]+$ ]] || word=$quote${word//$quote/$quote\\$quote$quote}$quote
    line+=$between$word
  done
  printf '%s\n' "$line"
}

# Runs what stands behind the first word, which says what it means when gcloud fails.
run() {
  local meaning=$1
  shift
  print_command "$@"
  $dry_run && return
  "$@" || end 4 "gcloud ended with $?. $meaning"
}

# Flags that all of gcloud's commands here take.
common() {
  flags+=("--region=$region")
  [ -z "$project" ] || flags+=("--project=$project")
  flags+=("--labels=$(joined , "${labels[@]}")")
}

create_cluster() {
  local actions=() metadata=() folder=gs://$bucket/mimicknet meaning="Nothing was submitted"
  if [ "$java" -lt 17 ]; then
    run "$meaning" gcloud storage cp "$home/conf/dataproc/java17.sh" "$folder/java17.sh"
    actions+=("$folder/java17.sh")
    [ -z "$archive" ] || metadata+=("mimicknet-java17=$archive")
  fi
  if $gpu; then
    # Google advises to take a copy of an init action of theirs.
    run "$meaning" gcloud storage cp "gs://goog-dataproc-initialization-actions-$region/spark-rapids/spark-rapids.sh" "$folder/"
    actions+=("$folder/spark-rapids.sh")
    metadata+=("rapids-runtime=SPARK")
    : "${machine:=g2-standard-8}"
  fi
  flags=("$cluster")
  common
  if [ -n "$image" ]; then
    flags+=("--image=$image")
  elif $gpu; then
    flags+=("--image-version=$gpu_image")
  else
    flags+=("--image-version=$version")
  fi
  flags+=("--delete-max-age=$ttl" "--delete-max-idle=$idle" "--num-workers=$workers")
  [ -z "$bucket" ] || flags+=("--bucket=$bucket")
  [ -z "$machine" ] || flags+=("--worker-machine-type=$machine")
  # Packages, RAPIDS: more than the ten minutes that gcloud gives by itself.
  [ ${#actions[@]} -eq 0 ] || flags+=("--initialization-actions=$(joined , "${actions[@]}")" --initialization-action-timeout=30m)
  [ ${#metadata[@]} -eq 0 ] || flags+=("--metadata=$(joined , "${metadata[@]}")")
  if $gpu; then
    flags+=("--worker-accelerator=type=nvidia-l4,count=1")
    # Machines with an L4 take no disk of the type pd-standard, and their drivers are not signed for a secure boot.
    flags+=(--worker-boot-disk-type=pd-balanced --no-shielded-secure-boot)
  fi
  [ "$delta" != component ] || flags+=("--optional-components=DELTA")
  [ -z "$subnet" ] || flags+=("--subnet=$subnet")
  [ -z "$account" ] || flags+=("--service-account=$account")
  run "The cluster $cluster was not made, or is not whole: look at it, and delete it before another try. $meaning" \
    gcloud dataproc clusters create "${flags[@]}"
}

# Asks for the image of the cluster; ends with 1 where there is no such cluster.
find_image() {
  local errors said=0
  errors=$(mktemp)
  found=$(gcloud dataproc clusters describe "$cluster" "--region=$region" ${project:+"--project=$project"} \
    '--format=value(config.softwareConfig.imageVersion)' 2> "$errors") || said=$?
  if [ $said -ne 0 ] && ! grep -qi 'not.found' "$errors"; then
    cat "$errors" >&2
    rm "$errors"
    end 4 "Cannot ask for the cluster $cluster in $region: gcloud ended with $said. Nothing was submitted"
  fi
  rm "$errors"
  [ $said -eq 0 ]
}

# A job of the wrong image fails late, and says it badly.
check_image() {
  case $found in
    "$version" | "$version"[.-]*) ;;
    *) end 2 "Cluster $cluster has the image $found, and runtime $runtime is of $version. Name the runtime of its image: conf/runtimes.csv" ;;
  esac
  case $gpu,$found in
    false,* | true,"$version"*"${gpu_image#"$version"}") ;;
    *) end 2 "Cluster $cluster has the image $found, and --gpu needs $gpu_image. Leave --gpu out, or name a cluster of that image" ;;
  esac
}

submit_job() {
  flags=("--cluster=$cluster" "--id=$name")
  common
  [ -z "$bucket" ] || flags+=("--bucket=$bucket")
}

submit_batch() {
  flags=("--batch=$name" "--version=$version" "--ttl=$ttl")
  common
  [ -z "$bucket" ] || flags+=("--deps-bucket=gs://$bucket")
  [ -z "$subnet" ] || flags+=("--subnet=$subnet")
  [ -z "$account" ] || flags+=("--service-account=$account")
  ! as_the_account || flags+=(--user-workload-authentication-type=SERVICE_ACCOUNT)
}

# From 3.0 on a batch runs as its caller, also where an account is named for it.
as_the_account() {
  [ -n "$account" ] && [ "${version%%.*}" -ge 3 ]
}

# Text as a value of JSON, which has no other control characters than these three: see schedule_batch.
json() {
  local text=${1//\\/\\\\}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  text=${text//$'\r'/\\r}
  echo "\"${text//\"/\\\"}\""
}

json_list() {
  local quoted=()
  while [ $# -gt 0 ]; do
    quoted+=("$(json "$1")")
    shift
  done
  echo "[$(joined , ${quoted[@]+"${quoted[@]}"})]"
}

# Of KEY=VALUE; of a key that is there twice the last.
json_map() {
  local pair
  local -A values=()
  for pair in "$@"; do
    values[${pair%%=*}]=$(json "${pair%%=*}"):$(json "${pair#*=}")
  done
  echo "{$(joined , "${values[@]}")}"
}

# What batches.create of the service takes. It gives each batch a name of its own.
body() {
  local execution
  execution="\"ttl\":\"$(seconds "$ttl")s\",\"serviceAccount\":$(json "$account")"
  ! as_the_account || execution+=",\"authenticationConfig\":{\"userWorkloadAuthenticationType\":\"SERVICE_ACCOUNT\"}"
  [ -z "$subnet" ] || execution+=",\"subnetworkUri\":$(json "$subnet")"
  echo "{\"sparkBatch\":{\"mainClass\":\"org.mimicknet.jobs.Main\",\"jarFileUris\":[$(json "$jar")],\"args\":$(json_list "$@")}," \
    "\"labels\":$(json_map "${labels[@]}")," \
    "\"runtimeConfig\":{\"version\":$(json "$version"),\"properties\":$(json_map "${settings[@]}")}," \
    "\"environmentConfig\":{\"executionConfig\":{$execution}}}"
}

schedule_batch() {
  local message text
  for text in "$@" "${settings[@]}" "$subnet" "$account" "$jar"; do
    [[ ! ${text//[$'\n\t\r']/} =~ [[:cntrl:]] ]] || wrong_usage "Cannot schedule $(printf %q "$text"): it holds a control character"
  done
  message=$(body "$@")
  run "The schedule was not made." gcloud scheduler jobs create http "$name" "--project=$project" "--location=$region" "--schedule=$schedule" \
    --time-zone=Etc/UTC --http-method=POST --headers=Content-Type=application/json \
    "--uri=https://dataproc.googleapis.com/v1/projects/$project/locations/$region/batches" \
    "--oauth-service-account-email=$account" "--message-body=$message"
}

find_runtime
check_names
find_jar
collect_settings
if ! $dry_run && ! command -v gcloud > /dev/null; then
  end 4 "gcloud is missing. Install the Google Cloud CLI, or see with --dry-run what it would do"
fi
if [ -n "$schedule" ]; then
  schedule_batch "$@"
  exit
fi
if [ "$kind" = dataproc ]; then
  if ! $dry_run && find_image; then
    check_image
  elif $create; then
    create_cluster
  elif ! $dry_run; then
    end 4 "There is no cluster $cluster in $region. Let submit make it with --create"
  fi
  submit_job
  group='jobs'
else
  submit_batch
  group=batches
fi
$async && flags+=(--async)
flags+=(--class=org.mimicknet.jobs.Main "--jars=$jar" "--properties=^|^$(joined '|' "${settings[@]}")")
# Job and flags alike were checked by then: what fails is the cloud, or the job itself.
run "How the command itself ended, if it ran, is in the table runs of its warehouse." \
  gcloud dataproc "$group" submit spark "${flags[@]}" -- "$@"
