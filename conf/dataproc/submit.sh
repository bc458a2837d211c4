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
#   --create               makes that cluster first: with the image of the runtime, and an end (--ttl, --max-idle)
#   --workers N            of a cluster that is made (default 2)
#   --machine-type TYPE    of its workers
#   --gpu                  the profile for GPUs, where the runtime has them
#   --jar URI              the job jar, where it is in a bucket already
#   --ttl TIME             longest life of the batch or of the cluster that is made, as 8h (default 24h)
#   --max-idle TIME        a cluster that is made ends after so long without a job (default 30m)
#   --name ID              of the batch or the job (default mimicknet-COMMAND-TIME)
#   --labels K=V,K=V       beside runtime and command, which are always there
#   --conf KEY=VALUE       a Spark setting, repeatable; it wins over the profile
#   --project PROJECT, --subnet SUBNET, --service-account ACCOUNT    as gcloud has them
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

runtime='' region='' bucket='' cluster='' project='' subnet='' account='' jar='' name='' machine=''
workers=2 ttl=24h idle=30m schedule='' gpu=false create=false async=false dry_run=false
labels=() settings=()
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
    --jar) jar=$2 ;;
    --ttl) ttl=$2 ;;
    --max-idle) idle=$2 ;;
    --name) name=$2 ;;
    --schedule) schedule=$2 ;;
    --labels) IFS=, read -ra labels <<< "$2" ;;
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

check_names() {
  local label
  [ -n "$command" ] ||
    wrong_usage "A command is missing, for example: reprocess --input gs://B/archives --warehouse gs://B/warehouse"
  [ -n "$region" ] || wrong_usage "Name the region by --region, for example --region europe-west4"
  legal --region "$region" '[a-z]+(-[a-z]+)+[0-9]+' "a region is like europe-west4"
  legal --ttl "$ttl" '[1-9][0-9]*[smhd]' "a time is a number and s, m, h or d, like 24h"
  legal --max-idle "$idle" '[1-9][0-9]*[smhd]' "a time is a number and s, m, h or d, like 30m"
  legal --workers "$workers" '[1-9][0-9]*' "it is a number of at least 1"
  legal "The command" "$command" '[a-z][a-z-]*' "a command is like reprocess; options of submit stand before it"
  if [ -n "$bucket" ]; then
    legal --bucket "$bucket" '[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]' "it is the name of a bucket alone, like gs://my-bucket"
  fi
  [ -n "$jar" ] || [ -n "$bucket" ] || wrong_usage "Name a bucket for the jar by --bucket, or a jar in one by --jar"
  if [ "$kind" = dataproc ]; then
    [ -n "$cluster" ] || wrong_usage "Runtime $runtime is of clusters: name one by --cluster, and let --create make it where it is not there"
    legal --cluster "$cluster" '[a-z]([a-z0-9-]{0,49}[a-z0-9])?' "at most 51 of a-z, 0-9 and -, a letter first and no - at the end"
    $create && [ "$java" -lt 17 ] && [ -z "$bucket" ] && wrong_usage "Name a bucket by --bucket: the new cluster takes java17.sh from it"
  elif [ -n "$cluster" ] || $create; then
    wrong_usage "Runtime $runtime has no cluster: leave --cluster and --create out"
  fi
  : "${name:=mimicknet-$command-$(date -u +%Y%m%d-%H%M%S)}"
  legal --name "$name" '[a-z0-9]([a-z0-9-]{2,61}[a-z0-9])' "4 to 63 of a-z, 0-9 and -, no - at either end"
  if [ -n "$schedule" ]; then
    [ "$kind" = serverless ] || wrong_usage "--schedule is of batches. A cluster is made by the workflow template, on a schedule of Airflow"
    legal --schedule "$schedule" '[^ ]+( [^ ]+){4}' "it has five fields, like '0 1 * * *'"
    [ -n "$project" ] || wrong_usage "Name the project by --project: the scheduler calls the service by its address"
    [ -n "$account" ] || wrong_usage "Name the account by --service-account: the scheduler calls the service in its name"
    case $jar in gs://*) ;; *) wrong_usage "Name a jar in a bucket by --jar: the scheduler uploads none" ;; esac
  fi
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

run() {
  print_command "$@"
  $dry_run && return
  # Job and flags alike were checked by then: what fails is the cloud, or the job itself.
  "$@" || end 4 "gcloud ended with $?. How the command itself ended, if it ran, is in the table runs of its warehouse."
}

# Flags that all of gcloud's commands here take.
common() {
  flags+=("--region=$region")
  [ -z "$project" ] || flags+=("--project=$project")
  flags+=("--labels=$(joined , "${labels[@]}")")
}

create_cluster() {
  local actions='' image=$version
  $gpu && image=$gpu_image
  if [ "$java" -lt 17 ]; then
    actions=gs://$bucket/mimicknet/java17.sh
    run gcloud storage cp "$home/conf/dataproc/java17.sh" "$actions"
  fi
  if $gpu; then
    # Google advises to take a copy of an init action of theirs.
    run gcloud storage cp "gs://goog-dataproc-initialization-actions-$region/spark-rapids/spark-rapids.sh" "gs://$bucket/mimicknet/"
    actions=$actions,gs://$bucket/mimicknet/spark-rapids.sh
    : "${machine:=g2-standard-8}"
  fi
  flags=("$cluster")
  common
  flags+=("--image-version=$image" "--delete-max-age=$ttl" "--delete-max-idle=$idle" "--num-workers=$workers")
  [ -z "$bucket" ] || flags+=("--bucket=$bucket")
  [ -z "$machine" ] || flags+=("--worker-machine-type=$machine")
  [ -z "$actions" ] || flags+=("--initialization-actions=$actions")
  $gpu && flags+=("--worker-accelerator=type=nvidia-l4,count=1" "--metadata=rapids-runtime=SPARK")
  [ "$delta" != component ] || flags+=("--optional-components=DELTA")
  [ -z "$subnet" ] || flags+=("--subnet=$subnet")
  [ -z "$account" ] || flags+=("--service-account=$account")
  run gcloud dataproc clusters create "${flags[@]}"
}

# A job of the wrong image fails late, and says it badly.
check_image() {
  local found
  found=$(gcloud dataproc clusters describe "$cluster" "--region=$region" ${project:+"--project=$project"} \
    '--format=value(config.softwareConfig.imageVersion)') ||
    end 4 "Cannot find the cluster $cluster in $region. Let submit make it with --create"
  case $found in
    "$version" | "$version".* | "$version"-*) ;;
    *) end 2 "Cluster $cluster has the image $found, and runtime $runtime is of $version. Name the runtime of its image: conf/runtimes.csv" ;;
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
}

# Text as a value of JSON.
json() {
  local text=${1//\\/\\\\}
  text=${text//$'\n'/\\n}
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

seconds() {
  local of
  case $1 in *s) of=1 ;; *m) of=60 ;; *h) of=3600 ;; *d) of=86400 ;; esac
  echo $((${1%[smhd]} * of))
}

# What batches.create of the service takes. It gives each batch a name of its own.
body() {
  local execution
  execution="\"ttl\":\"$(seconds "$ttl")s\",\"serviceAccount\":$(json "$account")"
  [ -z "$subnet" ] || execution+=",\"subnetworkUri\":$(json "$subnet")"
  echo "{\"sparkBatch\":{\"mainClass\":\"org.mimicknet.jobs.Main\",\"jarFileUris\":[$(json "$jar")],\"args\":$(json_list "$@")}," \
    "\"labels\":$(json_map "${labels[@]}")," \
    "\"runtimeConfig\":{\"version\":$(json "$version"),\"properties\":$(json_map "${settings[@]}")}," \
    "\"environmentConfig\":{\"executionConfig\":{$execution}}}"
}

schedule_batch() {
  local message
  message=$(body "$@")
  run gcloud scheduler jobs create http "$name" "--project=$project" "--location=$region" "--schedule=$schedule" \
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
  if $create; then
    create_cluster
  elif ! $dry_run; then
    check_image
  fi
  submit_job
  group='jobs'
else
  submit_batch
  group=batches
fi
$async && flags+=(--async)
flags+=(--class=org.mimicknet.jobs.Main "--jars=$jar" "--properties=^|^$(joined '|' "${settings[@]}")")
run gcloud dataproc "$group" submit spark "${flags[@]}" -- "$@"
