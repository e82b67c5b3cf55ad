var Yu=Object.defineProperty;var qu=Object.getOwnPropertyDescriptor;var z=(t,e,n,r)=>{for(var i=r>1?void 0:r?qu(e,n):e,l=t.length-1,a;l>=0;l--)(a=t[l])&&(i=(r?a(e,n,i):a(i))||i);return r&&i&&Yu(e,n,i),i};var zt=class extends Error{constructor(n,r=null){super(n);this.status=r;this.name="ApiError"}};function bn(t){return t instanceof Error?t.message:String(t)}var Zu={NaN:Number.NaN,Infinity:Number.POSITIVE_INFINITY,"-Infinity":Number.NEGATIVE_INFINITY};function pt(t){return typeof t=="object"&&t!==null&&!Array.isArray(t)}function tr(t){return pt(t)?t:{}}function wn(t){return Array.isArray(t)?t:[]}function Ie(t){return typeof t=="number"?t:typeof t=="string"?Zu[t]??null:null}function Ae(t){return typeof t=="string"?t:null}function Mr(t){return wn(t).map(e=>Ie(e)??Number.NaN)}function rs(t){return wn(t).filter(e=>typeof e=="string")}var nr=["error","warning","notice","ok","unknown"];function is(t){return`${t.run}\0${t.tag}`}var Ju=1;function Dl(t){if(!pt(t)||!Array.isArray(t.series))throw new zt("TensorBoard sent a list of diagnoses that this page cannot read.");if(t.version!==Ju)throw new zt("The plugin was updated while this page was open. Reload the page.");return{rows:t.series.filter(pt).map(Qu),problems:wn(t.problems).filter(pt).map(e=>({where:Ae(e.where)??"",message:Ae(e.message)??""})),scalarTags:rs(t.scalar_tags)}}function Ll(t){if(!pt(t)||!pt(t.points))throw new zt("TensorBoard sent a diagnosis that this page cannot read.");let e=Ol(t);return{...e,key:is(e),detail:Ae(t.detail)??"",steps:{...ss(t.steps),count:Ie(tr(t.steps).count)??0},logged:ss(t.logged),expected:ss(t.expected),evidence:Xu(tr(t.evidence)),nextChange:ec(t.next_change),scheduleText:Ae(t.schedule_text),source:Cl(t.source),binding:Ae(t.binding),otherSources:wn(t.other_sources).map(Cl).filter(n=>n!==null),measures:Ae(t.measures)??"unknown",warnings:wn(t.warnings).filter(pt).map(n=>({id:Ae(n.id)??"",text:Ae(n.text)??""})),causes:rs(t.causes),fix:Ae(t.fix),points:Nl(t.points),curve:pt(t.curve)?Nl(t.curve):null,marks:wn(t.marks).filter(pt).flatMap(tc)}}function Ol(t){return{run:Ae(t.run)??"",tag:Ae(t.tag)??"",verdict:Ae(t.verdict)??"",severity:ju(t.severity),headline:Ae(t.headline)??""}}function ju(t){return nr.find(e=>e===t)??"unknown"}function Qu(t){let e=Ol(t);return{...e,key:is(e),lastStep:Ie(t.last_step),lastValue:Ie(t.last_value),expectedValue:Ie(t.expected_value)}}function ss(t){let e=tr(t);return{first:Ie(e.first),last:Ie(e.last)}}function Xu(t){return{maxRelativeError:Ie(t.max_relative_error),timeScale:Ie(t.time_scale),valueScale:Ie(t.value_scale),stepOffset:Ie(t.step_offset),onsetStep:Ie(t.onset_step),onsetLogged:Ie(t.onset_logged),onsetExpected:Ie(t.onset_expected),restartSteps:Mr(t.restart_steps),phase:Ae(t.phase),variant:Ae(t.variant)}}function ec(t){let e=tr(t),n=Ie(e.step);return n===null?null:{step:n,value:Ie(e.value),etaSeconds:Ie(e.eta_seconds)}}function Cl(t){return pt(t)?{kind:Ae(t.kind)??"",where:Ae(t.where)??"",lines:Mr(t.lines),text:Ae(t.text)}:null}function Nl(t){let e=tr(t),n=Mr(e.step),r=Mr(e.value),i=Math.min(n.length,r.length);return{step:n.slice(0,i),value:r.slice(0,i)}}function tc(t){let e=Ie(t.step);return e===null||!Number.isFinite(e)?[]:[{kind:Ae(t.kind)??"",step:e,label:Ae(t.label)??""}]}var nc=3e4,rc=20,Il="./diagnoses",ri=class{constructor(e=(n,r)=>globalThis.fetch(n,r)){this.fetch=e;this.kept=new Map}diagnoses(){return this.get(Il,Dl)}series(e,n){return this.get(Vl(e),Ll,n)}keptSeries(e){return this.kept.get(Vl(e))?.value??null}async get(e,n,r){let i=this.kept.get(e),l=await this.request(e,i?.etag,r);if(l.status===304&&i)return{value:i.value,changed:!1};if(!l.ok)throw new zt(await sc(l),l.status);let a=n(await ic(l));return this.keep(e,l.headers.get("ETag"),a),{value:a,changed:!0}}async request(e,n,r){let i=new AbortController,l=()=>i.abort();r?.addEventListener("abort",l);let a=setTimeout(l,nc);try{return await this.fetch(e,{headers:n?{"If-None-Match":n}:{},cache:"no-store",signal:i.signal})}catch(f){throw r?.aborted?f:new zt("TensorBoard does not answer.")}finally{clearTimeout(a),r?.removeEventListener("abort",l)}}keep(e,n,r){if(this.kept.delete(e),n===null)return;this.kept.set(e,{etag:n,value:r});let i=[...this.kept.keys()].filter(l=>l!==Il);for(let l of i.slice(0,-rc))this.kept.delete(l)}};function Vl(t){return`./series?run=${encodeURIComponent(t.run)}&tag=${encodeURIComponent(t.tag)}`}async function ic(t){try{return await t.json()}catch{throw new zt("TensorBoard sent an answer that is not JSON.",t.status)}}async function sc(t){let e=await t.json().catch(()=>null);return(pt(e)?Ae(e.error):null)??`TensorBoard refused the request (status ${t.status}).`}var lc="experimental.DataReloaded",oc="experimental.RunsChanged";function ac(t,e){t.onmessage=n=>{let r=uc(n.data);!r||r.isReply||(t.postMessage(JSON.stringify({type:r.type,id:r.id,payload:null,error:null,isReply:!0})),(r.type===lc||r.type===oc)&&e())}}function Fl(t,e){if(t.parent===t)return;let n=new MessageChannel;ac(n.port1,e),t.parent.postMessage("experimental.bootstrap","*",[n.port2])}function uc(t){if(typeof t!="string")return null;try{let e=JSON.parse(t);return typeof e?.type!="string"||typeof e.id!="number"?null:{type:e.type,id:e.id,isReply:e.isReply===!0}}catch{return null}}var cc="dark-mode";function zl(t,e){let n=pc(t);if(n){let l=()=>e(n.classList.contains(cc)?"dark":"light");new t.MutationObserver(l).observe(n,{attributes:!0,attributeFilter:["class"]}),l();return}let r=t.matchMedia("(prefers-color-scheme: dark)"),i=()=>e(r.matches?"dark":"light");r.addEventListener("change",i),i()}function pc(t){if(t.parent===t)return null;try{return t.parent.document.body}catch{return null}}function ii(t){return t.document.visibilityState==="visible"&&t.innerWidth>0&&t.innerHeight>0}function Hl(t,e){let n=ii(t),r=()=>{let i=ii(t);i&&!n&&e(),n=i};t.addEventListener("resize",r),t.document.addEventListener("visibilitychange",r)}var si=class{constructor(e,n,r){this.task=e;this.isVisible=n;this.pauseMilliseconds=r;this.running=!1;this.wished=!1;this.poke=()=>{if(this.running){this.wished=!0;return}clearTimeout(this.timer),this.run()}}async run(){this.running=!0,this.wished=!1;try{this.isVisible()&&await this.task()}finally{this.running=!1,this.timer=setTimeout(this.poke,this.wished?0:this.pauseMilliseconds)}}};function ls(t,e){let{pattern:n,error:r}=fc(e.text),{severities:i}=e;return!n&&i.size===0?{rows:t,error:r}:{rows:t.filter(l=>(i.size===0||i.has(l.severity))&&(!n||n.test(`${l.run} ${l.tag}`))),error:r}}function Ul(t){let e=Object.fromEntries(nr.map(n=>[n,0]));for(let n of t)e[n.severity]++;return e}function fc(t){if(t==="")return{pattern:null,error:null};try{return{pattern:new RegExp(t,"i"),error:null}}catch{return{pattern:null,error:"Not a valid regular expression; showing everything."}}}var Wl={text:"",severities:new Set},li=class{constructor(e,n=Date.now){this.client=e;this.now=n;this.state={diagnoses:null,updatedAt:null,failure:null,filter:Wl,filtered:{rows:[],error:null},selected:null,diagnosis:null,diagnosisFailure:null};this.listeners=new Set;this.pending=null;this.stale=!1}subscribe(e){return this.listeners.add(e),()=>this.listeners.delete(e)}async refresh(){try{let e=await this.client.diagnoses();this.stale||=e.changed,this.update({updatedAt:this.now(),failure:null,...e.changed||!this.state.diagnoses?this.withRows(e.value):{}})}catch(e){this.update({failure:bn(e)});return}this.stale&&await this.readSelected()}select(e){e.key!==this.state.selected?.key&&(this.update({selected:e,diagnosis:this.client.keptSeries(e),diagnosisFailure:null}),this.readSelected())}setFilterText(e){this.setFilter({...this.state.filter,text:e})}toggleSeverity(e){let n=new Set(this.state.filter.severities);n.delete(e)||n.add(e),this.setFilter({...this.state.filter,severities:n})}clearFilter(){this.setFilter(Wl)}setFilter(e){this.update({filter:e,filtered:ls(this.state.diagnoses?.rows??[],e)})}withRows(e){let n=ls(e.rows,this.state.filter),r=this.state.selected,i=r&&e.rows.find(a=>a.key===r.key),l=i??n.rows[0]??e.rows[0]??null;return i?{diagnoses:e,filtered:n,selected:l}:{diagnoses:e,filtered:n,selected:l,diagnosis:null,diagnosisFailure:null}}async readSelected(){this.pending?.abort();let e=this.state.selected;if(!e)return;let n=new AbortController;this.pending=n;try{let{value:r}=await this.client.series(e,n.signal);if(this.pending!==n)return;this.stale=!1,this.update({diagnosis:r,diagnosisFailure:null})}catch(r){if(this.pending!==n)return;this.stale=!0,this.update({diagnosisFailure:bn(r)})}}update(e){this.state={...this.state,...e};for(let n of this.listeners)n()}};var oi=globalThis,ai=oi.ShadowRoot&&(oi.ShadyCSS===void 0||oi.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,os=Symbol(),Bl=new WeakMap,Pr=class{constructor(e,n,r){if(this._$cssResult$=!0,r!==os)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=n}get styleSheet(){let e=this.o,n=this.t;if(ai&&e===void 0){let r=n!==void 0&&n.length===1;r&&(e=Bl.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),r&&Bl.set(n,e))}return e}toString(){return this.cssText}},ui=t=>new Pr(typeof t=="string"?t:t+"",void 0,os),we=(t,...e)=>{let n=t.length===1?t[0]:e.reduce((r,i,l)=>r+(a=>{if(a._$cssResult$===!0)return a.cssText;if(typeof a=="number")return a;throw Error("Value passed to 'css' function must be a 'css' function result: "+a+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+t[l+1],t[0]);return new Pr(n,t,os)},Gl=(t,e)=>{if(ai)t.adoptedStyleSheets=e.map(n=>n instanceof CSSStyleSheet?n:n.styleSheet);else for(let n of e){let r=document.createElement("style"),i=oi.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=n.cssText,t.appendChild(r)}},as=ai?t=>t:t=>t instanceof CSSStyleSheet?(e=>{let n="";for(let r of e.cssRules)n+=r.cssText;return ui(n)})(t):t;var{is:dc,defineProperty:hc,getOwnPropertyDescriptor:mc,getOwnPropertyNames:gc,getOwnPropertySymbols:vc,getPrototypeOf:xc}=Object,ci=globalThis,Kl=ci.trustedTypes,yc=Kl?Kl.emptyScript:"",bc=ci.reactiveElementPolyfillSupport,Cr=(t,e)=>t,Nr={toAttribute(t,e){switch(e){case Boolean:t=t?yc:null;break;case Object:case Array:t=t==null?t:JSON.stringify(t)}return t},fromAttribute(t,e){let n=t;switch(e){case Boolean:n=t!==null;break;case Number:n=t===null?null:Number(t);break;case Object:case Array:try{n=JSON.parse(t)}catch{n=null}}return n}},pi=(t,e)=>!dc(t,e),Yl={attribute:!0,type:String,converter:Nr,reflect:!1,useDefault:!1,hasChanged:pi};Symbol.metadata??=Symbol("metadata"),ci.litPropertyMetadata??=new WeakMap;var Yt=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,n=Yl){if(n.state&&(n.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((n=Object.create(n)).wrapped=!0),this.elementProperties.set(e,n),!n.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(e,r,n);i!==void 0&&hc(this.prototype,e,i)}}static getPropertyDescriptor(e,n,r){let{get:i,set:l}=mc(this.prototype,e)??{get(){return this[n]},set(a){this[n]=a}};return{get:i,set(a){let f=i?.call(this);l?.call(this,a),this.requestUpdate(e,f,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??Yl}static _$Ei(){if(this.hasOwnProperty(Cr("elementProperties")))return;let e=xc(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Cr("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Cr("properties"))){let n=this.properties,r=[...gc(n),...vc(n)];for(let i of r)this.createProperty(i,n[i])}let e=this[Symbol.metadata];if(e!==null){let n=litPropertyMetadata.get(e);if(n!==void 0)for(let[r,i]of n)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[n,r]of this.elementProperties){let i=this._$Eu(n,r);i!==void 0&&this._$Eh.set(i,n)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let n=[];if(Array.isArray(e)){let r=new Set(e.flat(1/0).reverse());for(let i of r)n.unshift(as(i))}else e!==void 0&&n.push(as(e));return n}static _$Eu(e,n){let r=n.attribute;return r===!1?void 0:typeof r=="string"?r:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,n=this.constructor.elementProperties;for(let r of n.keys())this.hasOwnProperty(r)&&(e.set(r,this[r]),delete this[r]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Gl(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,n,r){this._$AK(e,r)}_$ET(e,n){let r=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,r);if(i!==void 0&&r.reflect===!0){let l=(r.converter?.toAttribute!==void 0?r.converter:Nr).toAttribute(n,r.type);this._$Em=e,l==null?this.removeAttribute(i):this.setAttribute(i,l),this._$Em=null}}_$AK(e,n){let r=this.constructor,i=r._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let l=r.getPropertyOptions(i),a=typeof l.converter=="function"?{fromAttribute:l.converter}:l.converter?.fromAttribute!==void 0?l.converter:Nr;this._$Em=i;let f=a.fromAttribute(n,l.type);this[i]=f??this._$Ej?.get(i)??f,this._$Em=null}}requestUpdate(e,n,r,i=!1,l){if(e!==void 0){let a=this.constructor;if(i===!1&&(l=this[e]),r??=a.getPropertyOptions(e),!((r.hasChanged??pi)(l,n)||r.useDefault&&r.reflect&&l===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,r))))return;this.C(e,n,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,n,{useDefault:r,reflect:i,wrapped:l},a){r&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??n??this[e]),l!==!0||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||r||(n=void 0),this._$AL.set(e,n)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(n){Promise.reject(n)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,l]of this._$Ep)this[i]=l;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,l]of r){let{wrapped:a}=l,f=this[i];a!==!0||this._$AL.has(i)||f===void 0||this.C(i,void 0,l,f)}}let e=!1,n=this._$AL;try{e=this.shouldUpdate(n),e?(this.willUpdate(n),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(n)):this._$EM()}catch(r){throw e=!1,this._$EM(),r}e&&this._$AE(n)}willUpdate(e){}_$AE(e){this._$EO?.forEach(n=>n.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(n=>this._$ET(n,this[n])),this._$EM()}updated(e){}firstUpdated(e){}};Yt.elementStyles=[],Yt.shadowRootOptions={mode:"open"},Yt[Cr("elementProperties")]=new Map,Yt[Cr("finalized")]=new Map,bc?.({ReactiveElement:Yt}),(ci.reactiveElementVersions??=[]).push("2.1.2");var ms=globalThis,ql=t=>t,fi=ms.trustedTypes,Zl=fi?fi.createPolicy("lit-html",{createHTML:t=>t}):void 0,to="$lit$",rn=`lit$${Math.random().toFixed(9).slice(2)}$`,no="?"+rn,wc=`<${no}>`,_n=document,Lr=()=>_n.createComment(""),Or=t=>t===null||typeof t!="object"&&typeof t!="function",gs=Array.isArray,Sc=t=>gs(t)||typeof t?.[Symbol.iterator]=="function",us=`[ 	
\f\r]`,Dr=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Jl=/-->/g,jl=/>/g,Sn=RegExp(`>|${us}(?:([^\\s"'>=/]+)(${us}*=${us}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Ql=/'/g,Xl=/"/g,ro=/^(?:script|style|textarea|title)$/i,vs=t=>(e,...n)=>({_$litType$:t,strings:e,values:n}),C=vs(1),sr=vs(2),vd=vs(3),kn=Symbol.for("lit-noChange"),W=Symbol.for("lit-nothing"),eo=new WeakMap,$n=_n.createTreeWalker(_n,129);function io(t,e){if(!gs(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");return Zl!==void 0?Zl.createHTML(e):e}var $c=(t,e)=>{let n=t.length-1,r=[],i,l=e===2?"<svg>":e===3?"<math>":"",a=Dr;for(let f=0;f<n;f++){let p=t[f],h,x,m=-1,v=0;for(;v<p.length&&(a.lastIndex=v,x=a.exec(p),x!==null);)v=a.lastIndex,a===Dr?x[1]==="!--"?a=Jl:x[1]!==void 0?a=jl:x[2]!==void 0?(ro.test(x[2])&&(i=RegExp("</"+x[2],"g")),a=Sn):x[3]!==void 0&&(a=Sn):a===Sn?x[0]===">"?(a=i??Dr,m=-1):x[1]===void 0?m=-2:(m=a.lastIndex-x[2].length,h=x[1],a=x[3]===void 0?Sn:x[3]==='"'?Xl:Ql):a===Xl||a===Ql?a=Sn:a===Jl||a===jl?a=Dr:(a=Sn,i=void 0);let E=a===Sn&&t[f+1].startsWith("/>")?" ":"";l+=a===Dr?p+wc:m>=0?(r.push(h),p.slice(0,m)+to+p.slice(m)+rn+E):p+rn+(m===-2?f:E)}return[io(t,l+(t[n]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),r]},Ir=class t{constructor({strings:e,_$litType$:n},r){let i;this.parts=[];let l=0,a=0,f=e.length-1,p=this.parts,[h,x]=$c(e,n);if(this.el=t.createElement(h,r),$n.currentNode=this.el.content,n===2||n===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(i=$n.nextNode())!==null&&p.length<f;){if(i.nodeType===1){if(i.hasAttributes())for(let m of i.getAttributeNames())if(m.endsWith(to)){let v=x[a++],E=i.getAttribute(m).split(rn),T=/([.?@])?(.*)/.exec(v);p.push({type:1,index:l,name:T[2],strings:E,ctor:T[1]==="."?ps:T[1]==="?"?fs:T[1]==="@"?ds:ir}),i.removeAttribute(m)}else m.startsWith(rn)&&(p.push({type:6,index:l}),i.removeAttribute(m));if(ro.test(i.tagName)){let m=i.textContent.split(rn),v=m.length-1;if(v>0){i.textContent=fi?fi.emptyScript:"";for(let E=0;E<v;E++)i.append(m[E],Lr()),$n.nextNode(),p.push({type:2,index:++l});i.append(m[v],Lr())}}}else if(i.nodeType===8)if(i.data===no)p.push({type:2,index:l});else{let m=-1;for(;(m=i.data.indexOf(rn,m+1))!==-1;)p.push({type:7,index:l}),m+=rn.length-1}l++}}static createElement(e,n){let r=_n.createElement("template");return r.innerHTML=e,r}};function rr(t,e,n=t,r){if(e===kn)return e;let i=r!==void 0?n._$Co?.[r]:n._$Cl,l=Or(e)?void 0:e._$litDirective$;return i?.constructor!==l&&(i?._$AO?.(!1),l===void 0?i=void 0:(i=new l(t),i._$AT(t,n,r)),r!==void 0?(n._$Co??=[])[r]=i:n._$Cl=i),i!==void 0&&(e=rr(t,i._$AS(t,e.values),i,r)),e}var cs=class{constructor(e,n){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:n},parts:r}=this._$AD,i=(e?.creationScope??_n).importNode(n,!0);$n.currentNode=i;let l=$n.nextNode(),a=0,f=0,p=r[0];for(;p!==void 0;){if(a===p.index){let h;p.type===2?h=new Vr(l,l.nextSibling,this,e):p.type===1?h=new p.ctor(l,p.name,p.strings,this,e):p.type===6&&(h=new hs(l,this,e)),this._$AV.push(h),p=r[++f]}a!==p?.index&&(l=$n.nextNode(),a++)}return $n.currentNode=_n,i}p(e){let n=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(e,r,n),n+=r.strings.length-2):r._$AI(e[n])),n++}},Vr=class t{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,n,r,i){this.type=2,this._$AH=W,this._$AN=void 0,this._$AA=e,this._$AB=n,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,n=this._$AM;return n!==void 0&&e?.nodeType===11&&(e=n.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,n=this){e=rr(this,e,n),Or(e)?e===W||e==null||e===""?(this._$AH!==W&&this._$AR(),this._$AH=W):e!==this._$AH&&e!==kn&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Sc(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==W&&Or(this._$AH)?this._$AA.nextSibling.data=e:this.T(_n.createTextNode(e)),this._$AH=e}$(e){let{values:n,_$litType$:r}=e,i=typeof r=="number"?this._$AC(e):(r.el===void 0&&(r.el=Ir.createElement(io(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(n);else{let l=new cs(i,this),a=l.u(this.options);l.p(n),this.T(a),this._$AH=l}}_$AC(e){let n=eo.get(e.strings);return n===void 0&&eo.set(e.strings,n=new Ir(e)),n}k(e){gs(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let l of e)i===n.length?n.push(r=new t(this.O(Lr()),this.O(Lr()),this,this.options)):r=n[i],r._$AI(l),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);e!==this._$AB;){let r=ql(e).nextSibling;ql(e).remove(),e=r}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},ir=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,n,r,i,l){this.type=1,this._$AH=W,this._$AN=void 0,this.element=e,this.name=n,this._$AM=i,this.options=l,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=W}_$AI(e,n=this,r,i){let l=this.strings,a=!1;if(l===void 0)e=rr(this,e,n,0),a=!Or(e)||e!==this._$AH&&e!==kn,a&&(this._$AH=e);else{let f=e,p,h;for(e=l[0],p=0;p<l.length-1;p++)h=rr(this,f[r+p],n,p),h===kn&&(h=this._$AH[p]),a||=!Or(h)||h!==this._$AH[p],h===W?e=W:e!==W&&(e+=(h??"")+l[p+1]),this._$AH[p]=h}a&&!i&&this.j(e)}j(e){e===W?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},ps=class extends ir{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===W?void 0:e}},fs=class extends ir{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==W)}},ds=class extends ir{constructor(e,n,r,i,l){super(e,n,r,i,l),this.type=5}_$AI(e,n=this){if((e=rr(this,e,n,0)??W)===kn)return;let r=this._$AH,i=e===W&&r!==W||e.capture!==r.capture||e.once!==r.once||e.passive!==r.passive,l=e!==W&&(r===W||i);i&&this.element.removeEventListener(this.name,this,r),l&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},hs=class{constructor(e,n,r){this.element=e,this.type=6,this._$AN=void 0,this._$AM=n,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(e){rr(this,e)}};var _c=ms.litHtmlPolyfillSupport;_c?.(Ir,Vr),(ms.litHtmlVersions??=[]).push("3.3.3");var so=(t,e,n)=>{let r=n?.renderBefore??e,i=r._$litPart$;if(i===void 0){let l=n?.renderBefore??null;r._$litPart$=i=new Vr(e.insertBefore(Lr(),l),l,void 0,n??{})}return i._$AI(t),i};var xs=globalThis,sn=class extends Yt{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let n=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=so(n,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return kn}};sn._$litElement$=!0,sn.finalized=!0,xs.litElementHydrateSupport?.({LitElement:sn});var kc=xs.litElementPolyfillSupport;kc?.({LitElement:sn});(xs.litElementVersions??=[]).push("4.2.2");var Ne=t=>(e,n)=>{n!==void 0?n.addInitializer(()=>{customElements.define(t,e)}):customElements.define(t,e)};var Ec={attribute:!0,type:String,converter:Nr,reflect:!1,hasChanged:pi},Ac=(t=Ec,e,n)=>{let{kind:r,metadata:i}=n,l=globalThis.litPropertyMetadata.get(i);if(l===void 0&&globalThis.litPropertyMetadata.set(i,l=new Map),r==="setter"&&((t=Object.create(t)).wrapped=!0),l.set(n.name,t),r==="accessor"){let{name:a}=n;return{set(f){let p=e.get.call(this);e.set.call(this,f),this.requestUpdate(a,p,t,!0,f)},init(f){return f!==void 0&&this.C(a,void 0,t,f),f}}}if(r==="setter"){let{name:a}=n;return function(f){let p=this[a];e.call(this,f),this.requestUpdate(a,p,t,!0,f)}}throw Error("Unsupported decorator location: "+r)};function ae(t){return(e,n)=>typeof n=="object"?Ac(t,e,n):((r,i,l)=>{let a=i.hasOwnProperty(l);return i.constructor.createProperty(l,r),a?Object.getOwnPropertyDescriptor(i,l):void 0})(t,e,n)}function St(t){return ae({...t,state:!0,attribute:!1})}var En=(t,e,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(t,e,n),n);function lr(t,e){return(n,r,i)=>{let l=a=>a.renderRoot?.querySelector(t)??null;if(e){let{get:a,set:f}=typeof r=="object"?n:i??(()=>{let p=Symbol();return{get(){return this[p]},set(h){this[p]=h}}})();return En(n,r,{get(){let p=a.call(this);return p===void 0&&(p=l(this),(p!==null||this.hasUpdated)&&f.call(this,p)),p}})}return En(n,r,{get(){return l(this)}})}}function lo(t){return t===null||!Number.isFinite(t)||t<0?null:t<60?"less than a minute":t<5400?`about ${Math.round(t/60)} min`:t<48*3600?`about ${Math.round(t/3600)} h`:t<2*31536e3?`about ${Math.round(t/86400)} days`:`about ${Math.round(t/31536e3)} years`}function oo(t){let e=Math.max(0,Math.round(t/1e3));return e<60?`${e} s ago`:e<3600?`${Math.floor(e/60)} min ago`:`${Math.floor(e/3600)} h ago`}function ao(t){let e=new Date(t);return[e.getHours(),e.getMinutes(),e.getSeconds()].map(n=>String(n).padStart(2,"0")).join(":")}var uo=we`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
    background: var(--lr-surface);
  }
  main {
    flex: 1;
    display: grid;
    grid-template-columns: clamp(300px, 26vw, 440px) minmax(0, 1fr) clamp(320px, 26vw, 460px);
    grid-template-rows: minmax(0, 1fr);
    min-height: 0;
  }
  lr-sidebar {
    border-right: 1px solid var(--lr-border);
  }
  .middle {
    display: flex;
    flex-direction: column;
    min-width: 0;
    overflow-y: auto;
  }
  lr-chart-panel {
    flex: 1;
  }
  lr-diagnosis {
    border-left: 1px solid var(--lr-border);
    background: var(--lr-surface-side);
    overflow-y: auto;
  }
  .waiting {
    grid-column: 2 / 4;
    padding: 72px 24px;
    color: var(--lr-text-muted);
    text-align: center;
  }
  .strip {
    border-bottom: 1px solid var(--lr-border);
    padding: 8px 14px;
    background: var(--lr-surface-error);
    font-size: 13px;
  }
  /* One column: the page scrolls as a whole, and the list keeps a window of its own. */
  @media (max-width: 900px) {
    :host {
      height: auto;
      min-height: 100vh;
    }
    main {
      display: block;
    }
    lr-sidebar {
      height: 46vh;
      min-height: 320px;
      border-right: none;
      border-bottom: 1px solid var(--lr-border);
    }
    .middle {
      overflow: visible;
    }
    lr-diagnosis {
      border-left: none;
      border-top: 1px solid var(--lr-border);
    }
  }
`;var Me=class extends sn{performUpdate(){try{super.performUpdate()}catch(e){console.error(e),this.renderRoot.textContent=`This part of the page failed: ${bn(e)}`}}emit(e,n){this.dispatchEvent(new CustomEvent(e,{detail:n,bubbles:!0,composed:!0}))}};function co(t,e){let n=fo(t.step,e),r=n-1,i=t.step[r],l=t.value[r];if(i===void 0||l===void 0)return null;if(i===e)return l;let a=t.step[n],f=t.value[n];return a===void 0||f===void 0?null:l+(f-l)*(e-i)/(a-i)}function po(t,e){let n=t.step[0],r=t.step[t.step.length-1];if(n===void 0||r===void 0||r<=n)return t;let i=(r-n)/e,l={step:[],value:[]};for(let a=0;a<t.step.length;a++){let f=t.step[a],p=t.value[a],h=t.step[a-1]??f,x=t.value[a-1]??p,m=p===x?1:Math.ceil((f-h)/i);for(let v=1;v<m;v++)l.step.push(h+(f-h)*v/m),l.value.push(x+(p-x)*v/m);l.step.push(f),l.value.push(p)}return l}function ys(t,e){let n=fo(t,e),r=t[n],i=t[n-1];return r===void 0||i===void 0?r===void 0?n-1:n:r-e<e-i?n:n-1}function fo(t,e){let n=0,r=t.length;for(;n<r;){let i=n+r>>1;t[i]>e?r=i:n=i+1}return n}var Tc=500;function di(t,e,n){let r=e?po(e,Tc):{step:[],value:[]},i={step:[],logged:[],expected:[]},l=0,a=0;for(;l<t.step.length||a<r.step.length;){let f=t.step[l]??1/0,p=r.step[a]??1/0;i.step.push(Math.min(f,p)),i.logged.push(f<=p?ho(t.value[l++],n):void 0),i.expected.push(p<=f?ho(r.value[a++],n):void 0)}return mo(i.logged),mo(i.expected),i}function ho(t,e){return t===void 0||!Number.isFinite(t)||e&&t<=0?null:t}function mo(t){let e=0;for(let n=0;n<=t.length;n++)n<t.length&&typeof t[n]!="number"||(t.slice(e,n).includes(null)&&t.fill(null,e,n),e=n+1)}function hi(t,e,n){let r=[...n.map(p=>p.step),...e?.step.slice(-1)??[]],i=t.step[0]??e?.step[0]??0,l=t.step[t.step.length-1]??i;if(l===i){let p=Math.max(i,...r);return p>i?{min:i,max:p}:{min:i-1,max:i+1}}let a=l+.15*(l-i),f=Math.min(a,e?.step[e.step.length-1]??l);return{min:i,max:Math.max(l,f,...r.filter(p=>p<=a))}}function bs(t,e){return go(t,r=>r>=e.min&&r<=e.max)??go(t,()=>!0)}function vo(t,e){let n=bs(t,e);return n&&n.min>0&&n.max/n.min>20?"log":"linear"}function xo(t,e){return t?e==="log"?Mc(t):Rc(t):e==="log"?{min:1e-4,max:.01}:{min:0,max:1}}function Rc({min:t,max:e}){let n=Math.max(Math.abs(t),Math.abs(e));if(n===0)return{min:-1,max:1};if(e-t<=1e-6*n){let l=(t+e)/2;return l>0?{min:0,max:2*l}:{min:2*l,max:0}}let r=.06*(e-t);return{min:t>=0&&t-r<0?-r/3:t-r,max:e+r}}function Mc({min:t,max:e}){let n=Math.max(t,e/1e8);if(e-n<=1e-6*e)return{min:e/4,max:e*4};let r=Math.pow(e/n,.06);return{min:n/r,max:e*r}}function go(t,e){let n=1/0,r=-1/0,i=l=>{typeof l=="number"&&(n=Math.min(n,l),r=Math.max(r,l))};return t.step.forEach((l,a)=>{e(l)&&(i(t.logged[a]),i(t.expected[a]))}),n<=r?{min:n,max:r}:null}var yo=new Intl.NumberFormat("en-US",{maximumFractionDigits:0});function Ve(t,e=4){if(t===null)return"–";if(!Number.isFinite(t))return String(t);if(t===0)return"0";let n=Number(t.toPrecision(e)),r=Math.abs(n);if(r>=.001&&r<1e6)return String(n);let[i,l]=n.toExponential().split("e");return`${i}e${Number(l)}`}function An(t,e){let[n,r]=[3,Pc(t,e)?6:3];for(let i=n;i<r;i++){let l=[Ve(t,i),Ve(e,i)];if(l[0]!==l[1])return l}return[Ve(t,r),Ve(e,r)]}function Pc(t,e){return t===null||e===null?!1:Math.abs(t-e)>1e-5*Math.max(Math.abs(t),Math.abs(e))}function ve(t){return t===null?"–":Number.isFinite(t)?yo.format(t):String(t)}function bo(t){if(t===null)return"–";if(Number.isNaN(t))return"not a number";if(!Number.isFinite(t))return"infinite";let e=t*100,n=Math.abs(e);return n===0?"0 %":n<1e-4?"below 0.0001 %":n>=100?`${yo.format(e)} %`:`${Number(e.toPrecision(3))} %`}function wo(t){let e=Math.max(...t.map(Math.abs)),n=t.length>1?Math.abs(t[1]-t[0]):e,r=-Math.floor(Math.log10(n)+1e-9);return e>=.001&&e<1e6&&r<=8?t.map(i=>String(Number(i.toFixed(Math.max(0,r+1))))):t.map(i=>{let l=Math.floor(Math.log10(Math.abs(i)))+r+2;return Ve(i,Math.min(12,Math.max(1,l)))})}function or(t,e,n=`${e}s`){return`${ve(t)} ${t===1?e:n}`}function ar(t){let e=t.evidence.onsetStep,n=t.steps.last;return(t.severity==="error"||t.severity==="warning")&&e!==null&&n!==null&&e<=n?{min:e,max:n}:null}function So(t){let{run:e,tag:n,steps:r,logged:i,expected:l,marks:a}=t,f=ar(t);return`${[`Learning rate of run ${e}, tag ${n}, over steps ${ve(r.first)} to ${ve(r.last)}`,`Logged: ${Ve(i.first)} at first, ${Ve(i.last)} at last`,t.curve?`Expected: ${Ve(l.first)} at first, ${Ve(l.last)} at last`:"No expected curve",...f?[`The two disagree from step ${ve(f.min)} on`]:[],...a.length>0?[`Marked: ${a.map(mi).join("; ")}`]:[]].join(". ")}.`}function mi(t){return`${t.label} ${ve(t.step)}`}function $o(t,e){let n=t.filter(r=>r.step>e.max);return n.length>0?`Beyond this view: ${n.map(mi).join(", ")}`:null}var Cc={optimizer:"The rate the optimizer used.",schedule:"The schedule function’s output; the optimizer may apply another rate.",window_mean:"The mean rate over the steps since the point before.",unknown:"Not known: the optimizer’s rate, or only what the schedule asked for."};function ko(t){return Cc[t]??t}function ws({nextChange:t,expected:e}){if(!t)return null;let[n,r]=An(e.last,t.value),i=lo(t.etaSeconds),l=t.value===null?"":` (${n} → ${r})`;return`step ${ve(t.step)}${l}${i===null?"":` in ${i}`}`}function Ss({where:t,lines:e}){let[n,r]=e;return n===void 0?t:r===void 0||r===n?`${t}, line ${ve(n)}`:`${t}, lines ${ve(n)}–${ve(r)}`}function Eo(t){let{evidence:e,logged:n,expected:r,steps:i}=t,l=[],a=(h,x,m)=>{x!==null&&m!==null&&l.push([h,An(x,m).join(" / ")])},f=(h,x,m)=>{h&&l.push([x,m])};f(e.onsetStep!==null,"Onset",`step ${ve(e.onsetStep)}`),a("At onset: logged / expected",e.onsetLogged,e.onsetExpected),a("Now: logged / expected",n.last,r.last),f(r.last===null,"Last logged",Ve(n.last)),f(e.maxRelativeError!==null,"Largest relative error",bo(e.maxRelativeError)),f(_o(e.timeScale),"Time scale",`× ${Ve(e.timeScale)}`),f(_o(e.valueScale),"Value scale",`× ${Ve(e.valueScale)}`),f((e.stepOffset??0)!==0,"Step offset",ve(e.stepOffset)),f(e.restartSteps.length>0,"Restarts at",e.restartSteps.map(ve).join(", ")),f(e.phase!==null,"Phase",e.phase??""),f(e.variant!==null,"Follows instead",e.variant??""),l.push(["Points checked",ve(i.count)]);let p=ws(t);return f(p!==null,"Next change",p??""),l}function _o(t){return t!==null&&t!==1}var Ao='.uplot, .uplot *, .uplot *::before, .uplot *::after {box-sizing: border-box;}.uplot {font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji";line-height: 1.5;width: min-content;}.u-title {text-align: center;font-size: 18px;font-weight: bold;}.u-wrap {position: relative;user-select: none;}.u-over, .u-under {position: absolute;}.u-under {overflow: hidden;}.uplot canvas {display: block;position: relative;width: 100%;height: 100%;}.u-axis {position: absolute;}.u-legend {font-size: 14px;margin: auto;text-align: center;}.u-inline {display: block;}.u-inline * {display: inline-block;}.u-inline tr {margin-right: 16px;}.u-legend th {font-weight: 600;}.u-legend th > * {vertical-align: middle;display: inline-block;}.u-legend .u-marker {width: 1em;height: 1em;margin-right: 4px;background-clip: padding-box !important;}.u-inline.u-live th::after {content: ":";vertical-align: middle;}.u-inline:not(.u-live) .u-value {display: none;}.u-series > * {padding: 4px;}.u-series th {cursor: pointer;}.u-legend .u-off > * {opacity: 0.3;}.u-select {background: rgba(0,0,0,0.07);position: absolute;pointer-events: none;}.u-cursor-x, .u-cursor-y {position: absolute;left: 0;top: 0;pointer-events: none;will-change: transform;}.u-hz .u-cursor-x, .u-vt .u-cursor-y {height: 100%;border-right: 1px dashed #607D8B;}.u-hz .u-cursor-y, .u-vt .u-cursor-x {width: 100%;border-bottom: 1px dashed #607D8B;}.u-cursor-pt {position: absolute;top: 0;left: 0;border-radius: 50%;border: 0 solid;pointer-events: none;will-change: transform;/*this has to be !important since we set inline "background" shorthand */background-clip: padding-box !important;}.u-axis.u-off, .u-select.u-off, .u-cursor-x.u-off, .u-cursor-y.u-off, .u-cursor-pt.u-off {display: none;}';function To(t){let e=getComputedStyle(t),n=r=>e.getPropertyValue(`--lr-${r}`).trim();return{logged:n("logged"),expected:n("expected"),disagree:n("disagree"),fault:n("error"),text:n("text-muted"),grid:n("grid"),mark:n("mark")}}var Dc="uplot",Lc="u-hz",Oc="u-vt",Ic="u-title",Vc="u-wrap",Fc="u-under",zc="u-over",Hc="u-axis",Mn="u-off",Uc="u-select",Wc="u-cursor-x",Bc="u-cursor-y",Gc="u-cursor-pt",Kc="u-legend",Yc="u-live",qc="u-inline",Zc="u-series",Jc="u-marker",Ro="u-label",jc="u-value",zr="width",Hr="height";var Mo="bottom",ur="left",$s="right",zs="#000",Po=zs+"0",_s="mousemove",Co="mousedown",ks="mouseup",No="mouseenter",Do="mouseleave",Lo="dblclick",Qc="resize",Xc="scroll",Oo="change",bi="dppxchange",Hs="--",gr=typeof window<"u",Ms=gr?document:null,pr=gr?window:null,ep=gr?navigator:null,ue,gi;function Ps(){let t=devicePixelRatio;ue!=t&&(ue=t,gi&&Ns(Oo,gi,Ps),gi=matchMedia(`(min-resolution: ${ue-.001}dppx) and (max-resolution: ${ue+.001}dppx)`),Pn(Oo,gi,Ps),pr.dispatchEvent(new CustomEvent(bi)))}function ft(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Cs(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function Se(t,e,n){t.style[e]=n+"px"}function Mt(t,e,n,r){let i=Ms.createElement(t);return e!=null&&ft(i,e),n?.insertBefore(i,r),i}function $t(t,e){return Mt("div",t,e)}var Io=new WeakMap;function Ht(t,e,n,r,i){let l="translate("+e+"px,"+n+"px)",a=Io.get(t);l!=a&&(t.style.transform=l,Io.set(t,l),e<0||n<0||e>r||n>i?ft(t,Mn):Cs(t,Mn))}var Vo=new WeakMap;function Fo(t,e,n){let r=e+n,i=Vo.get(t);r!=i&&(Vo.set(t,r),t.style.background=e,t.style.borderColor=n)}var zo=new WeakMap;function Ho(t,e,n,r){let i=e+""+n,l=zo.get(t);i!=l&&(zo.set(t,i),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=r?-e/2+"px":0,t.style.marginTop=r?-n/2+"px":0)}var Us={passive:!0},tp={...Us,capture:!0};function Pn(t,e,n,r){e.addEventListener(t,n,r?tp:Us)}function Ns(t,e,n,r){e.removeEventListener(t,n,Us)}gr&&Ps();function Pt(t,e,n,r){let i;n=n||0,r=r||e.length-1;let l=r<=2147483647;for(;r-n>1;)i=l?n+r>>1:dt((n+r)/2),e[i]<t?n=i:r=i;return t-e[n]<=e[r]-t?n:r}function ma(t){return(n,r,i)=>{let l=-1,a=-1;for(let f=r;f<=i;f++)if(t(n[f])){l=f;break}for(let f=i;f>=r;f--)if(t(n[f])){a=f;break}return[l,a]}}var ga=t=>t!=null,va=t=>t!=null&&t>0,$i=ma(ga),np=ma(va);function rp(t,e,n,r=0,i=!1){let l=i?np:$i,a=i?va:ga;[e,n]=l(t,e,n);let f=t[e],p=t[e];if(e>-1)if(r==1)f=t[e],p=t[n];else if(r==-1)f=t[n],p=t[e];else for(let h=e;h<=n;h++){let x=t[h];a(x)&&(x<f?f=x:x>p&&(p=x))}return[f??he,p??-he]}function _i(t,e,n,r){let i=Bo(t),l=Bo(e);t==e&&(i==-1?(t*=n,e/=n):(t/=n,e*=n));let a=n==10?qt:xa,f=i==1?dt:_t,p=l==1?_t:dt,h=f(a(ze(t))),x=p(a(ze(e))),m=fr(n,h),v=fr(n,x);return n==10&&(h<0&&(m=me(m,-h)),x<0&&(v=me(v,-x))),r||n==2?(t=m*i,e=v*l):(t=Sa(t,m),e=ki(e,v)),[t,e]}function Ws(t,e,n,r){let i=_i(t,e,n,r);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Bs=.1,Uo={mode:3,pad:Bs},Wr={pad:0,soft:null,mode:0},ip={min:Wr,max:Wr};function wi(t,e,n,r){return Ei(n)?Wo(t,e,n):(Wr.pad=n,Wr.soft=r?0:null,Wr.mode=r?3:0,Wo(t,e,ip))}function le(t,e){return t??e}function sp(t,e,n){for(e=le(e,0),n=le(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Wo(t,e,n){let r=n.min,i=n.max,l=le(r.pad,0),a=le(i.pad,0),f=le(r.hard,-he),p=le(i.hard,he),h=le(r.soft,he),x=le(i.soft,-he),m=le(r.mode,0),v=le(i.mode,0),E=e-t,T=qt(E),V=nt(ze(t),ze(e)),H=qt(V),B=ze(H-T);(E<1e-24||B>10)&&(E=0,(t==0||e==0)&&(E=1e-24,m==2&&h!=he&&(l=0),v==2&&x!=-he&&(a=0)));let S=E||V||1e3,F=qt(S),$=fr(10,dt(F)),j=S*(E==0?t==0?.1:1:l),P=me(Sa(t-j,$/10),24),Q=t>=h&&(m==1||m==3&&P<=h||m==2&&P>=h)?h:he,q=nt(f,P<Q&&t>=Q?Q:Ct(Q,P)),te=S*(E==0?e==0?.1:1:a),Y=me(ki(e+te,$/10),24),_=e<=x&&(v==1||v==3&&Y>=x||v==2&&Y<=x)?x:-he,J=Ct(p,Y>_&&e<=_?_:nt(_,Y));return q==J&&q==0&&(J=100),[q,J]}var lp=new Intl.NumberFormat(gr?ep.language:"en-US"),Gs=t=>lp.format(t),ht=Math,yi=ht.PI,ze=ht.abs,dt=ht.floor,Fe=ht.round,_t=ht.ceil,Ct=ht.min,nt=ht.max,fr=ht.pow,Bo=ht.sign,qt=ht.log10,xa=ht.log2,op=(t,e=1)=>ht.sinh(t)*e,Es=(t,e=1)=>ht.asinh(t/e),he=1/0;function Go(t){return(qt((t^t>>31)-(t>>31))|0)+1}function Ds(t,e,n){return Ct(nt(t,e),n)}function ya(t){return typeof t=="function"}function ne(t){return ya(t)?t:()=>t}var ap=()=>{},ba=t=>t,wa=(t,e)=>e,up=t=>null,Ko=t=>!0,Yo=(t,e)=>t==e,cp=/\.\d*?(?=9{6,}|0{6,})/gm,Cn=t=>{if(_a(t)||on.has(t))return t;let e=`${t}`,n=e.match(cp);if(n==null)return t;let r=n[0].length-1;if(e.indexOf("e-")!=-1){let[i,l]=e.split("e");return+`${Cn(i)}e${l}`}return me(t,r)};function Tn(t,e){return Cn(me(Cn(t/e))*e)}function ki(t,e){return Cn(_t(Cn(t/e))*e)}function Sa(t,e){return Cn(dt(Cn(t/e))*e)}function me(t,e=0){if(_a(t))return t;let n=10**e,r=t*n*(1+Number.EPSILON);return Fe(r)/n}var on=new Map;function $a(t){return((""+t).split(".")[1]||"").length}function Gr(t,e,n,r){let i=[],l=r.map($a);for(let a=e;a<n;a++){let f=ze(a),p=me(fr(t,a),f);for(let h=0;h<r.length;h++){let x=t==10?+`${r[h]}e${a}`:r[h]*p,m=(a>=0?0:f)+(a>=l[h]?0:l[h]),v=t==10?x:me(x,m);i.push(v),on.set(v,m)}}return i}var Br={},Ks=[],dr=[null,null],ln=Array.isArray,_a=Number.isInteger,pp=t=>t===void 0;function qo(t){return typeof t=="string"}function Ei(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function fp(t){return t!=null&&typeof t=="object"}var dp=Object.getPrototypeOf(Uint8Array),ka="__proto__";function hr(t,e=Ei){let n;if(ln(t)){let r=t.find(i=>i!=null);if(ln(r)||e(r)){n=Array(t.length);for(let i=0;i<t.length;i++)n[i]=hr(t[i],e)}else n=t.slice()}else if(t instanceof dp)n=t.slice();else if(e(t)){n={};for(let r in t)r!=ka&&(n[r]=hr(t[r],e))}else n=t;return n}function De(t){let e=arguments;for(let n=1;n<e.length;n++){let r=e[n];for(let i in r)i!=ka&&(Ei(t[i])?De(t[i],hr(r[i])):t[i]=hr(r[i]))}return t}var hp=0,mp=1,gp=2;function vp(t,e,n){for(let r=0,i,l=-1;r<e.length;r++){let a=e[r];if(a>l){for(i=a-1;i>=0&&t[i]==null;)t[i--]=null;for(i=a+1;i<n&&t[i]==null;)t[l=i++]=null}}}function xp(t,e){if(wp(t)){let a=t[0].slice();for(let f=1;f<t.length;f++)a.push(...t[f].slice(1));return Sp(a[0])||(a=bp(a)),a}let n=new Set;for(let a=0;a<t.length;a++){let p=t[a][0],h=p.length;for(let x=0;x<h;x++)n.add(p[x])}let r=[Array.from(n).sort((a,f)=>a-f)],i=r[0].length,l=new Map;for(let a=0;a<i;a++)l.set(r[0][a],a);for(let a=0;a<t.length;a++){let f=t[a],p=f[0];for(let h=1;h<f.length;h++){let x=f[h],m=Array(i).fill(void 0),v=e?e[a][h]:mp,E=[];for(let T=0;T<x.length;T++){let V=x[T],H=l.get(p[T]);V===null?v!=hp&&(m[H]=V,v==gp&&E.push(H)):m[H]=V}vp(m,E,i),r.push(m)}}return r}var yp=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function bp(t){let e=t[0],n=e.length,r=Array(n);for(let l=0;l<r.length;l++)r[l]=l;r.sort((l,a)=>e[l]-e[a]);let i=[];for(let l=0;l<t.length;l++){let a=t[l],f=Array(n);for(let p=0;p<n;p++)f[p]=a[r[p]];i.push(f)}return i}function wp(t){let e=t[0][0],n=e.length;for(let r=1;r<t.length;r++){let i=t[r][0];if(i.length!=n)return!1;if(i!=e){for(let l=0;l<n;l++)if(i[l]!=e[l])return!1}}return!0}function Sp(t,e=100){let n=t.length;if(n<=1)return!0;let r=0,i=n-1;for(;r<=i&&t[r]==null;)r++;for(;i>=r&&t[i]==null;)i--;if(i<=r)return!0;let l=nt(1,dt((i-r+1)/e));for(let a=t[r],f=r+l;f<=i;f+=l){let p=t[f];if(p!=null){if(p<=a)return!1;a=p}}return!0}var Ea=["January","February","March","April","May","June","July","August","September","October","November","December"],Aa=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ta(t){return t.slice(0,3)}var $p=Aa.map(Ta),_p=Ea.map(Ta),kp={MMMM:Ea,MMM:_p,WWWW:Aa,WWW:$p};function Fr(t){return(t<10?"0":"")+t}function Ep(t){return(t<10?"00":t<100?"0":"")+t}var Ap={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Fr(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Fr(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Fr(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Fr(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Fr(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Ep(t.getMilliseconds())};function Ys(t,e){e=e||kp;let n=[],r=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=r.exec(t);)n.push(i[0][0]=="{"?Ap[i[1]]:i[0]);return l=>{let a="";for(let f=0;f<n.length;f++)a+=typeof n[f]=="string"?n[f]:n[f](l,e);return a}}var Tp=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Rp(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Tp?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var Ra=t=>t%1==0,Si=[1,2,2.5,5],Mp=Gr(10,-32,0,Si),Ma=Gr(10,0,32,Si),Pp=Ma.filter(Ra),Rn=Mp.concat(Ma),qs=`
`,Pa="{YYYY}",Zo=qs+Pa,Ca="{M}/{D}",Ur=qs+Ca,vi=Ur+"/{YY}",Na="{aa}",Cp="{h}:{mm}",cr=Cp+Na,Jo=qs+cr,jo=":{ss}",pe=null;function Da(t){let e=t*1e3,n=e*60,r=n*60,i=r*24,l=i*30,a=i*365,p=(t==1?Gr(10,0,3,Si).filter(Ra):Gr(10,-3,0,Si)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,r,r*2,r*3,r*4,r*6,r*8,r*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,l,l*2,l*3,l*4,l*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,Pa,pe,pe,pe,pe,pe,pe,1],[i*28,"{MMM}",Zo,pe,pe,pe,pe,pe,1],[i,Ca,Zo,pe,pe,pe,pe,pe,1],[r,"{h}"+Na,vi,pe,Ur,pe,pe,pe,1],[n,cr,vi,pe,Ur,pe,pe,pe,1],[e,jo,vi+" "+cr,pe,Ur+" "+cr,pe,Jo,pe,1],[t,jo+".{fff}",vi+" "+cr,pe,Ur+" "+cr,pe,Jo,pe,1]];function x(m){return(v,E,T,V,H,B)=>{let S=[],F=H>=a,$=H>=l&&H<a,j=m(T),P=me(j*t,3),Q=As(j.getFullYear(),F?0:j.getMonth(),$||F?1:j.getDate()),q=me(Q*t,3);if($||F){let te=$?H/l:0,Y=F?H/a:0,_=P==q?P:me(As(Q.getFullYear()+Y,Q.getMonth()+te,1)*t,3),J=new Date(Fe(_/t)),N=J.getFullYear(),G=J.getMonth();for(let I=0;_<=V;I++){let re=As(N+Y*I,G+te*I,1),O=re-m(me(re*t,3));_=me((+re+O)*t,3),_<=V&&S.push(_)}}else{let te=H>=i?i:H,Y=dt(T)-dt(P),_=q+Y+ki(P-q,te);S.push(_);let J=m(_),N=J.getHours()+J.getMinutes()/n+J.getSeconds()/r,G=H/r,I=v.axes[E]._space,re=B/I;for(;_=me(_+H,t==1?0:3),!(_>V);)if(G>1){let O=dt(me(N+G,6))%24,ie=m(_).getHours()-O;ie>1&&(ie=-1),_-=ie*r,N=(N+G)%24;let fe=S[S.length-1];me((_-fe)/H,3)*re>=.7&&S.push(_)}else S.push(_)}return S}}return[p,h,x]}var[Np,Dp,Lp]=Da(1),[Op,Ip,Vp]=Da(.001);Gr(2,-53,53,[1]);function Qo(t,e){return t.map(n=>n.map((r,i)=>i==0||i==8||r==null?r:e(i==1||n[8]==0?r:n[1]+r)))}function Xo(t,e){return(n,r,i,l,a)=>{let f=e.find(T=>a>=T[0])||e[e.length-1],p,h,x,m,v,E;return r.map(T=>{let V=t(T),H=V.getFullYear(),B=V.getMonth(),S=V.getDate(),F=V.getHours(),$=V.getMinutes(),j=V.getSeconds(),P=H!=p&&f[2]||B!=h&&f[3]||S!=x&&f[4]||F!=m&&f[5]||$!=v&&f[6]||j!=E&&f[7]||f[1];return p=H,h=B,x=S,m=F,v=$,E=j,P(V)})}}function Fp(t,e){let n=Ys(e);return(r,i,l,a,f)=>i.map(p=>n(t(p)))}function As(t,e,n){return new Date(t,e,n)}function ea(t,e){return e(t)}var zp="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ta(t,e){return(n,r,i,l)=>l==null?Hs:e(t(r))}function Hp(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function Up(t,e){return t.series[e].fill(t,e)}var Wp={show:!0,live:!0,isolate:!1,mount:ap,markers:{show:!0,width:2,stroke:Hp,fill:Up,dash:"solid"},idx:null,idxs:null,values:[]};function Bp(t,e){let n=t.cursor.points,r=$t(),i=n.size(t,e);Se(r,zr,i),Se(r,Hr,i);let l=i/-2;Se(r,"marginLeft",l),Se(r,"marginTop",l);let a=n.width(t,e,i);return a&&Se(r,"borderWidth",a),r}function Gp(t,e){let n=t.series[e].points;return n._fill||n._stroke}function Kp(t,e){let n=t.series[e].points;return n._stroke||n._fill}function Yp(t,e){return t.series[e].points.size}var Ts=[0,0];function qp(t,e,n){return Ts[0]=e,Ts[1]=n,Ts}function xi(t,e,n,r=!0){return i=>{i.button==0&&(!r||i.target==e)&&n(i)}}function Rs(t,e,n,r=!0){return i=>{(!r||i.target==e)&&n(i)}}var Zp={show:!0,x:!0,y:!0,lock:!1,move:qp,points:{one:!1,show:Bp,size:Yp,width:0,stroke:Kp,fill:Gp},bind:{mousedown:xi,mouseup:xi,click:xi,dblclick:xi,mousemove:Rs,mouseleave:Rs,mouseenter:Rs},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,r,i)=>r-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},La={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Zs=De({},La,{filter:wa}),Oa=De({},Zs,{size:10}),Ia=De({},La,{show:!1}),Js='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Va="bold "+Js,Fa=1.5,na={show:!0,scale:"x",stroke:zs,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Va,side:2,grid:Zs,ticks:Oa,border:Ia,font:Js,lineGap:Fa,rotate:0},Jp="Value",jp="Time",ra={show:!0,scale:"x",auto:!1,sorted:1,min:he,max:-he,idxs:[]};function Qp(t,e,n,r,i){return e.map(l=>l==null?"":Gs(l))}function Xp(t,e,n,r,i,l,a){let f=[],p=on.get(i)||0;n=a?n:me(ki(n,i),p);for(let h=n;h<=r;h=me(h+i,p))f.push(Object.is(h,-0)?0:h);return f}function Ls(t,e,n,r,i,l,a){let f=[],p=t.scales[t.axes[e].scale].log,h=p==10?qt:xa,x=dt(h(n));i=fr(p,x),p==10&&(i=Rn[Pt(i,Rn)]);let m=n,v=i*p;p==10&&(v=Rn[Pt(v,Rn)]);do f.push(m),m=m+i,p==10&&!on.has(m)&&(m=me(m,on.get(i))),m>=v&&(i=m,v=i*p,p==10&&(v=Rn[Pt(v,Rn)]));while(m<=r);return f}function ef(t,e,n,r,i,l,a){let p=t.scales[t.axes[e].scale].asinh,h=r>p?Ls(t,e,nt(p,n),r,i):[p],x=r>=0&&n<=0?[0]:[];return(n<-p?Ls(t,e,nt(p,-r),-n,i):[p]).reverse().map(v=>-v).concat(x,h)}var za=/./,tf=/[12357]/,nf=/[125]/,ia=/1/,Os=(t,e,n,r)=>t.map((i,l)=>e==4&&i==0||l%r==0&&n.test(i.toExponential()[i<0?1:0])?i:null);function rf(t,e,n,r,i){let l=t.axes[n],a=l.scale,f=t.scales[a],p=t.valToPos,h=l._space,x=p(10,a),m=p(9,a)-x>=h?za:p(7,a)-x>=h?tf:p(5,a)-x>=h?nf:ia;if(m==ia){let v=ze(p(1,a)-x);if(v<h)return Os(e.slice().reverse(),f.distr,m,_t(h/v)).reverse()}return Os(e,f.distr,m,1)}function sf(t,e,n,r,i){let l=t.axes[n],a=l.scale,f=l._space,p=t.valToPos,h=ze(p(1,a)-p(2,a));return h<f?Os(e.slice().reverse(),3,za,_t(f/h)).reverse():e}function lf(t,e,n,r){return r==null?Hs:e==null?"":Gs(e)}var sa={show:!0,scale:"y",stroke:zs,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Va,side:3,grid:Zs,ticks:Oa,border:Ia,font:Js,lineGap:Fa,rotate:0};function of(t,e){let n=3+(t||1)*2;return me(n*e,3)}function af(t,e){let{scale:n,idxs:r}=t.series[0],i=t._data[0],l=t.valToPos(i[r[0]],n,!0),a=t.valToPos(i[r[1]],n,!0),f=ze(a-l),p=t.series[e],h=f/(p.points.space*ue);return r[1]-r[0]<=h}var la={scale:null,auto:!0,sorted:0,min:he,max:-he},Ha=(t,e,n,r,i)=>i,oa={show:!0,auto:!0,sorted:0,gaps:Ha,alpha:1,facets:[De({},la,{scale:"x"}),De({},la,{scale:"y"})]},aa={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ha,alpha:1,points:{show:af,filter:null},values:null,min:he,max:-he,idxs:[],path:null,clip:null};function uf(t,e,n,r,i){return n/10}var Ua={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},cf=De({},Ua,{time:!1,ori:1}),ua={};function Wa(t,e){let n=ua[t];return n||(n={key:t,plots:[],sub(r){n.plots.push(r)},unsub(r){n.plots=n.plots.filter(i=>i!=r)},pub(r,i,l,a,f,p,h){for(let x=0;x<n.plots.length;x++)n.plots[x]!=i&&n.plots[x].pub(r,i,l,a,f,p,h)}},t!=null&&(ua[t]=n)),n}var mr=1,Is=2;function Nn(t,e,n){let r=t.mode,i=t.series[e],l=r==2?t._data[e]:t._data,a=t.scales,f=t.bbox,p=l[0],h=r==2?l[1]:l[e],x=r==2?a[i.facets[0].scale]:a[t.series[0].scale],m=r==2?a[i.facets[1].scale]:a[i.scale],v=f.left,E=f.top,T=f.width,V=f.height,H=t.valToPosH,B=t.valToPosV;return x.ori==0?n(i,p,h,x,m,H,B,v,E,T,V,Ti,vr,Mi,Ga,Ya):n(i,p,h,x,m,B,H,E,v,V,T,Ri,xr,Xs,Ka,qa)}function js(t,e){let n=0,r=0,i=le(t.bands,Ks);for(let l=0;l<i.length;l++){let a=i[l];a.series[0]==e?n=a.dir:a.series[1]==e&&(a.dir==1?r|=1:r|=2)}return[n,r==1?-1:r==2?1:r==3?2:0]}function pf(t,e,n,r,i){let l=t.mode,a=t.series[e],f=l==2?a.facets[1].scale:a.scale,p=t.scales[f];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Zt(t,e,n,r,i,l){return Nn(t,e,(a,f,p,h,x,m,v,E,T,V,H)=>{let B=a.pxRound,S=h.dir*(h.ori==0?1:-1),F=h.ori==0?vr:xr,$,j;S==1?($=n,j=r):($=r,j=n);let P=B(m(f[$],h,V,E)),Q=B(v(p[$],x,H,T)),q=B(m(f[j],h,V,E)),te=B(v(l==1?x.max:x.min,x,H,T)),Y=new Path2D(i);return F(Y,q,te),F(Y,P,te),F(Y,P,Q),Y})}function Ai(t,e,n,r,i,l){let a=null;if(t.length>0){a=new Path2D;let f=e==0?Mi:Xs,p=n;for(let m=0;m<t.length;m++){let v=t[m];if(v[1]>v[0]){let E=v[0]-p;E>0&&f(a,p,r,E,r+l),p=v[1]}}let h=n+i-p,x=10;h>0&&f(a,p,r-x/2,h,r+l+x)}return a}function ff(t,e,n){let r=t[t.length-1];r&&r[0]==e?r[1]=n:t.push([e,n])}function Qs(t,e,n,r,i,l,a){let f=[],p=t.length;for(let h=i==1?n:r;h>=n&&h<=r;h+=i)if(e[h]===null){let m=h,v=h;if(i==1)for(;++h<=r&&e[h]===null;)v=h;else for(;--h>=n&&e[h]===null;)v=h;let E=l(t[m]),T=v==m?E:l(t[v]),V=m-i;E=a<=0&&V>=0&&V<p?l(t[V]):E;let B=v+i;T=a>=0&&B>=0&&B<p?l(t[B]):T,T>=E&&f.push([E,T])}return f}function ca(t){return t==0?ba:t==1?Fe:e=>Tn(e,t)}function Ba(t){let e=t==0?Ti:Ri,n=t==0?(i,l,a,f,p,h)=>{i.arcTo(l,a,f,p,h)}:(i,l,a,f,p,h)=>{i.arcTo(a,l,p,f,h)},r=t==0?(i,l,a,f,p)=>{i.rect(l,a,f,p)}:(i,l,a,f,p)=>{i.rect(a,l,p,f)};return(i,l,a,f,p,h=0,x=0)=>{h==0&&x==0?r(i,l,a,f,p):(h=Ct(h,f/2,p/2),x=Ct(x,f/2,p/2),e(i,l+h,a),n(i,l+f,a,l+f,a+p,h),n(i,l+f,a+p,l,a+p,x),n(i,l,a+p,l,a,x),n(i,l,a,l+f,a,h),i.closePath())}}var Ti=(t,e,n)=>{t.moveTo(e,n)},Ri=(t,e,n)=>{t.moveTo(n,e)},vr=(t,e,n)=>{t.lineTo(e,n)},xr=(t,e,n)=>{t.lineTo(n,e)},Mi=Ba(0),Xs=Ba(1),Ga=(t,e,n,r,i,l)=>{t.arc(e,n,r,i,l)},Ka=(t,e,n,r,i,l)=>{t.arc(n,e,r,i,l)},Ya=(t,e,n,r,i,l,a)=>{t.bezierCurveTo(e,n,r,i,l,a)},qa=(t,e,n,r,i,l,a)=>{t.bezierCurveTo(n,e,i,r,a,l)};function Za(t){return(e,n,r,i,l)=>Nn(e,n,(a,f,p,h,x,m,v,E,T,V,H)=>{let{pxRound:B,points:S}=a,F,$;h.ori==0?(F=Ti,$=Ga):(F=Ri,$=Ka);let j=me(S.width*ue,3),P=(S.size-S.width)/2*ue,Q=me(P*2,3),q=new Path2D,te=new Path2D,{left:Y,top:_,width:J,height:N}=e.bbox;Mi(te,Y-Q,_-Q,J+Q*2,N+Q*2);let G=I=>{if(p[I]!=null){let re=B(m(f[I],h,V,E)),O=B(v(p[I],x,H,T));F(q,re+P,O),$(q,re,O,P,0,yi*2)}};if(l)l.forEach(G);else for(let I=r;I<=i;I++)G(I);return{stroke:j>0?q:null,fill:q,clip:te,flags:mr|Is}})}function Ja(t){return(e,n,r,i,l,a)=>{r!=i&&(l!=r&&a!=r&&t(e,n,r),l!=i&&a!=i&&t(e,n,i),t(e,n,a))}}var df=Ja(vr),hf=Ja(xr);function ja(t){let e=le(t?.alignGaps,0);return(n,r,i,l)=>Nn(n,r,(a,f,p,h,x,m,v,E,T,V,H)=>{[i,l]=$i(p,i,l);let B=a.pxRound,S=N=>B(m(N,h,V,E)),F=N=>B(v(N,x,H,T)),$,j;h.ori==0?($=vr,j=df):($=xr,j=hf);let P=h.dir*(h.ori==0?1:-1),Q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:mr},q=Q.stroke,te=!1;if(l-i>=V*4){let N=D=>n.posToVal(D,h.key,!0),G=null,I=null,re,O,rt,$e=S(f[P==1?i:l]),ie=S(f[i]),fe=S(f[l]),X=N(P==1?ie+1:fe-1);for(let D=P==1?i:l;D>=i&&D<=l;D+=P){let Le=f[D],_e=(P==1?Le<X:Le>X)?$e:S(Le),ce=p[D];_e==$e?ce!=null?(O=ce,G==null?($(q,_e,F(O)),re=G=I=O):O<G?G=O:O>I&&(I=O)):ce===null&&(te=!0):(G!=null&&j(q,$e,F(G),F(I),F(re),F(O)),ce!=null?(O=ce,$(q,_e,F(O)),G=I=re=O):(G=I=null,ce===null&&(te=!0)),$e=_e,X=N($e+P))}G!=null&&G!=I&&rt!=$e&&j(q,$e,F(G),F(I),F(re),F(O))}else for(let N=P==1?i:l;N>=i&&N<=l;N+=P){let G=p[N];G===null?te=!0:G!=null&&$(q,S(f[N]),F(G))}let[_,J]=js(n,r);if(a.fill!=null||_!=0){let N=Q.fill=new Path2D(q),G=a.fillTo(n,r,a.min,a.max,_),I=F(G),re=S(f[i]),O=S(f[l]);P==-1&&([O,re]=[re,O]),$(N,O,I),$(N,re,I)}if(!a.spanGaps){let N=[];te&&N.push(...Qs(f,p,i,l,P,S,e)),Q.gaps=N=a.gaps(n,r,i,l,N),Q.clip=Ai(N,h.ori,E,T,V,H)}return J!=0&&(Q.band=J==2?[Zt(n,r,i,l,q,-1),Zt(n,r,i,l,q,1)]:Zt(n,r,i,l,q,J)),Q})}function mf(t){let e=le(t.align,1),n=le(t.ascDesc,!1),r=le(t.alignGaps,0),i=le(t.extend,!1);return(l,a,f,p)=>Nn(l,a,(h,x,m,v,E,T,V,H,B,S,F)=>{[f,p]=$i(m,f,p);let $=h.pxRound,{left:j,width:P}=l.bbox,Q=ie=>$(T(ie,v,S,H)),q=ie=>$(V(ie,E,F,B)),te=v.ori==0?vr:xr,Y={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:mr},_=Y.stroke,J=v.dir*(v.ori==0?1:-1),N=q(m[J==1?f:p]),G=Q(x[J==1?f:p]),I=G,re=G;i&&e==-1&&(re=j,te(_,re,N)),te(_,G,N);for(let ie=J==1?f:p;ie>=f&&ie<=p;ie+=J){let fe=m[ie];if(fe==null)continue;let X=Q(x[ie]),D=q(fe);e==1?te(_,X,N):te(_,I,D),te(_,X,D),N=D,I=X}let O=I;i&&e==1&&(O=j+P,te(_,O,N));let[rt,$e]=js(l,a);if(h.fill!=null||rt!=0){let ie=Y.fill=new Path2D(_),fe=h.fillTo(l,a,h.min,h.max,rt),X=q(fe);te(ie,O,X),te(ie,re,X)}if(!h.spanGaps){let ie=[];ie.push(...Qs(x,m,f,p,J,Q,r));let fe=h.width*ue/2,X=n||e==1?fe:-fe,D=n||e==-1?-fe:fe;ie.forEach(Le=>{Le[0]+=X,Le[1]+=D}),Y.gaps=ie=h.gaps(l,a,f,p,ie),Y.clip=Ai(ie,v.ori,H,B,S,F)}return $e!=0&&(Y.band=$e==2?[Zt(l,a,f,p,_,-1),Zt(l,a,f,p,_,1)]:Zt(l,a,f,p,_,$e)),Y})}function pa(t,e,n,r,i,l,a=he){if(t.length>1){let f=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(f!=null){let x=ze(t[p]-t[f]);x<h&&(h=x,a=ze(n(t[p],r,i,l)-n(t[f],r,i,l)))}f=p}}return a}function gf(t){t=t||Br;let e=le(t.size,[.6,he,1]),n=t.align||0,r=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let l=ne(i),a=1-e[0],f=le(e[1],he),p=le(e[2],1),h=le(t.disp,Br),x=le(t.each,E=>{}),{fill:m,stroke:v}=h;return(E,T,V,H)=>Nn(E,T,(B,S,F,$,j,P,Q,q,te,Y,_)=>{let J=B.pxRound,N=n,G=r*ue,I=f*ue,re=p*ue,O,rt;$.ori==0?[O,rt]=l(E,T):[rt,O]=l(E,T);let $e=$.dir*($.ori==0?1:-1),ie=$.ori==0?Mi:Xs,fe=$.ori==0?x:(R,ge,Oe,Fn,fn,Dt,dn)=>{x(R,ge,Oe,fn,Fn,dn,Dt)},X=le(E.bands,Ks).find(R=>R.series[0]==T),D=X!=null?X.dir:0,Le=B.fillTo(E,T,B.min,B.max,D),je=J(Q(Le,j,_,te)),_e,ce,kt,lt=Y,Ee=J(B.width*ue),Nt=!1,Bt=null,gt=null,jt=null,On=null;m!=null&&(Ee==0||v!=null)&&(Nt=!0,Bt=m.values(E,T,V,H),gt=new Map,new Set(Bt).forEach(R=>{R!=null&&gt.set(R,new Path2D)}),Ee>0&&(jt=v.values(E,T,V,H),On=new Map,new Set(jt).forEach(R=>{R!=null&&On.set(R,new Path2D)})));let{x0:In,size:Sr}=h;if(In!=null&&Sr!=null){N=1,S=In.values(E,T,V,H),In.unit==2&&(S=S.map(Oe=>E.posToVal(q+Oe*Y,$.key,!0)));let R=Sr.values(E,T,V,H);Sr.unit==2?ce=R[0]*Y:ce=P(R[0],$,Y,q)-P(0,$,Y,q),lt=pa(S,F,P,$,Y,q,lt),kt=lt-ce+G}else lt=pa(S,F,P,$,Y,q,lt),kt=lt*a+G,ce=lt-kt;kt<1&&(kt=0),Ee>=ce/2&&(Ee=0),kt<5&&(J=ba);let Yr=kt>0,cn=lt-kt-(Yr?Ee:0);ce=J(Ds(cn,re,I)),_e=(N==0?ce/2:N==$e?0:ce)-N*$e*((N==0?G/2:0)+(Yr?Ee/2:0));let Qe={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Vn=Nt?null:new Path2D,Gt=null;if(X!=null)Gt=E.data[X.series[1]];else{let{y0:R,y1:ge}=h;R!=null&&ge!=null&&(F=ge.values(E,T,V,H),Gt=R.values(E,T,V,H))}let pn=O*ce,Z=rt*ce;for(let R=$e==1?V:H;R>=V&&R<=H;R+=$e){let ge=F[R];if(ge==null)continue;if(Gt!=null){let it=Gt[R]??0;if(ge-it==0)continue;je=Q(it,j,_,te)}let Oe=$.distr!=2||h!=null?S[R]:R,Fn=P(Oe,$,Y,q),fn=Q(le(ge,Le),j,_,te),Dt=J(Fn-_e),dn=J(nt(fn,je)),ot=J(Ct(fn,je)),vt=dn-ot;if(ge!=null){let it=ge<0?Z:pn,Et=ge<0?pn:Z;Nt?(Ee>0&&jt[R]!=null&&ie(On.get(jt[R]),Dt,ot+dt(Ee/2),ce,nt(0,vt-Ee),it,Et),Bt[R]!=null&&ie(gt.get(Bt[R]),Dt,ot+dt(Ee/2),ce,nt(0,vt-Ee),it,Et)):ie(Vn,Dt,ot+dt(Ee/2),ce,nt(0,vt-Ee),it,Et),fe(E,T,R,Dt-Ee/2,ot,ce+Ee,vt)}}return Ee>0?Qe.stroke=Nt?On:Vn:Nt||(Qe._fill=B.width==0?B._fill:B._stroke??B._fill,Qe.width=0),Qe.fill=Nt?gt:Vn,Qe})}function vf(t,e){let n=le(e?.alignGaps,0);return(r,i,l,a)=>Nn(r,i,(f,p,h,x,m,v,E,T,V,H,B)=>{[l,a]=$i(h,l,a);let S=f.pxRound,F=O=>S(v(O,x,H,T)),$=O=>S(E(O,m,B,V)),j,P,Q;x.ori==0?(j=Ti,Q=vr,P=Ya):(j=Ri,Q=xr,P=qa);let q=x.dir*(x.ori==0?1:-1),te=F(p[q==1?l:a]),Y=te,_=[],J=[];for(let O=q==1?l:a;O>=l&&O<=a;O+=q)if(h[O]!=null){let $e=p[O],ie=F($e);_.push(Y=ie),J.push($(h[O]))}let N={stroke:t(_,J,j,Q,P,S),fill:null,clip:null,band:null,gaps:null,flags:mr},G=N.stroke,[I,re]=js(r,i);if(f.fill!=null||I!=0){let O=N.fill=new Path2D(G),rt=f.fillTo(r,i,f.min,f.max,I),$e=$(rt);Q(O,Y,$e),Q(O,te,$e)}if(!f.spanGaps){let O=[];O.push(...Qs(p,h,l,a,q,F,n)),N.gaps=O=f.gaps(r,i,l,a,O),N.clip=Ai(O,x.ori,T,V,H,B)}return re!=0&&(N.band=re==2?[Zt(r,i,l,a,G,-1),Zt(r,i,l,a,G,1)]:Zt(r,i,l,a,G,re)),N})}function xf(t){return vf(yf,t)}function yf(t,e,n,r,i,l){let a=t.length;if(a<2)return null;let f=new Path2D;if(n(f,t[0],e[0]),a==2)r(f,t[1],e[1]);else{let p=Array(a),h=Array(a-1),x=Array(a-1),m=Array(a-1);for(let v=0;v<a-1;v++)x[v]=e[v+1]-e[v],m[v]=t[v+1]-t[v],h[v]=x[v]/m[v];p[0]=h[0];for(let v=1;v<a-1;v++)h[v]===0||h[v-1]===0||h[v-1]>0!=h[v]>0?p[v]=0:(p[v]=3*(m[v-1]+m[v])/((2*m[v]+m[v-1])/h[v-1]+(m[v]+2*m[v-1])/h[v]),isFinite(p[v])||(p[v]=0));p[a-1]=h[a-2];for(let v=0;v<a-1;v++)i(f,t[v]+m[v]/3,e[v]+p[v]*m[v]/3,t[v+1]-m[v]/3,e[v+1]-p[v+1]*m[v]/3,t[v+1],e[v+1])}return f}var Vs=new Set;function fa(){for(let t of Vs)t.syncRect(!0)}gr&&(Pn(Qc,pr,fa),Pn(Xc,pr,fa,!0),Pn(bi,pr,()=>{Pe.pxRatio=ue}));var bf=ja(),wf=Za();function da(t,e,n,r){return(r?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((l,a)=>Fs(l,a,e,n))}function Sf(t,e){return t.map((n,r)=>r==0?{}:De({},e,n))}function Fs(t,e,n,r){return De({},e==0?n:r,t)}function Qa(t,e,n){return e==null?dr:[e,n]}var $f=Qa;function _f(t,e,n){return e==null?dr:wi(e,n,Bs,!0)}function Xa(t,e,n,r){return e==null?dr:_i(e,n,t.scales[r].log,!1)}var kf=Xa;function eu(t,e,n,r){return e==null?dr:Ws(e,n,t.scales[r].log,!1)}var Ef=eu;function Af(t,e,n,r,i){let l=nt(Go(t),Go(e)),a=e-t,f=Pt(i/r*a,n);do{let p=n[f],h=r*p/a;if(h>=i&&l+(p<5?on.get(p):0)<=17)return[p,h]}while(++f<n.length);return[0,0]}function ha(t){let e,n;return t=t.replace(/(\d+)px/,(r,i)=>(e=Fe((n=+i)*ue))+"px"),[t,e,n]}function Tf(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=me(e[2]*ue,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Pe(t,e,n){let r={mode:le(t.mode,1)},i=r.mode;function l(s,o,u,c){let d=o.valToPct(s);return c+u*(o.dir==-1?1-d:d)}function a(s,o,u,c){let d=o.valToPct(s);return c+u*(o.dir==-1?d:1-d)}function f(s,o,u,c){return o.ori==0?l(s,o,u,c):a(s,o,u,c)}r.valToPosH=l,r.valToPosV=a;let p=!1;r.status=0;let h=r.root=$t(Dc);if(t.id!=null&&(h.id=t.id),ft(h,t.class),t.title){let s=$t(Ic,h);s.textContent=t.title}let x=Mt("canvas"),m=r.ctx=x.getContext("2d"),v=$t(Vc,h);Pn("click",v,s=>{s.target===T&&(xe!=Jn||ke!=jn)&&Ze.click(r,s)},!0);let E=r.under=$t(Fc,v);v.appendChild(x);let T=r.over=$t(zc,v);t=hr(t);let V=+le(t.pxAlign,1),H=ca(V);(t.plugins||[]).forEach(s=>{s.opts&&(t=s.opts(r,t)||t)});let B=t.ms||.001,S=r.series=i==1?da(t.series||[],ra,aa,!1):Sf(t.series||[null],oa),F=r.axes=da(t.axes||[],na,sa,!0),$=r.scales={},j=r.bands=t.bands||[];j.forEach(s=>{s.fill=ne(s.fill||null),s.dir=le(s.dir,-1)});let P=i==2?S[1].facets[0].scale:S[0].scale,Q={axes:Cu,series:Au},q=(t.drawOrder||["axes","series"]).map(s=>Q[s]);function te(s){let o=s.distr==3?u=>qt(u>0?u:s.clamp(r,u,s.min,s.max,s.key)):s.distr==4?u=>Es(u,s.asinh):s.distr==100?u=>s.fwd(u):u=>u;return u=>{let c=o(u),{_min:d,_max:g}=s,y=g-d;return(c-d)/y}}function Y(s){let o=$[s];if(o==null){let u=(t.scales||Br)[s]||Br;if(u.from!=null){Y(u.from);let c=De({},$[u.from],u,{key:s});c.valToPct=te(c),$[s]=c}else{o=$[s]=De({},s==P?Ua:cf,u),o.key=s;let c=o.time,d=o.range,g=ln(d);if((s!=P||i==2&&!c)&&(g&&(d[0]==null||d[1]==null)&&(d={min:d[0]==null?Uo:{mode:1,hard:d[0],soft:d[0]},max:d[1]==null?Uo:{mode:1,hard:d[1],soft:d[1]}},g=!1),!g&&Ei(d))){let y=d;d=(b,w,k)=>w==null?dr:wi(w,k,y)}o.range=ne(d||(c?$f:s==P?o.distr==3?kf:o.distr==4?Ef:Qa:o.distr==3?Xa:o.distr==4?eu:_f)),o.auto=ne(g?!1:o.auto),o.clamp=ne(o.clamp||uf),o._min=o._max=null,o.valToPct=te(o)}}}Y("x"),Y("y"),i==1&&S.forEach(s=>{Y(s.scale)}),F.forEach(s=>{Y(s.scale)});for(let s in t.scales)Y(s);let _=$[P],J=_.distr,N,G;_.ori==0?(ft(h,Lc),N=l,G=a):(ft(h,Oc),N=a,G=l);let I={};for(let s in $){let o=$[s];(o.min!=null||o.max!=null)&&(I[s]={min:o.min,max:o.max},o.min=o.max=null)}let re=t.tzDate||(s=>new Date(Fe(s/B))),O=t.fmtDate||Ys,rt=B==1?Lp(re):Vp(re),$e=Xo(re,Qo(B==1?Dp:Ip,O)),ie=ta(re,ea(zp,O)),fe=[],X=r.legend=De({},Wp,t.legend),D=r.cursor=De({},Zp,{drag:{y:i==2}},t.cursor),Le=X.show,je=D.show,_e=X.markers;X.idxs=fe,_e.width=ne(_e.width),_e.dash=ne(_e.dash),_e.stroke=ne(_e.stroke),_e.fill=ne(_e.fill);let ce,kt,lt,Ee=[],Nt=[],Bt,gt=!1,jt={};if(X.live){let s=S[1]?S[1].values:null;gt=s!=null,Bt=gt?s(r,1,0):{_:0};for(let o in Bt)jt[o]=Hs}if(Le)if(ce=Mt("table",Kc,h),lt=Mt("tbody",null,ce),X.mount(r,ce),gt){kt=Mt("thead",null,ce,lt);let s=Mt("tr",null,kt);Mt("th",null,s);for(var On in Bt)Mt("th",Ro,s).textContent=On}else ft(ce,qc),X.live&&ft(ce,Yc);let In={show:!0},Sr={show:!1};function Yr(s,o){if(o==0&&(gt||!X.live||i==2))return dr;let u=[],c=Mt("tr",Zc,lt,lt.childNodes[o]);ft(c,s.class),s.show||ft(c,Mn);let d=Mt("th",null,c);if(_e.show){let b=$t(Jc,d);if(o>0){let w=_e.width(r,o);w&&(b.style.border=w+"px "+_e.dash(r,o)+" "+_e.stroke(r,o)),b.style.background=_e.fill(r,o)}}let g=$t(Ro,d);s.label instanceof HTMLElement?g.appendChild(s.label):g.textContent=s.label,o>0&&(_e.show||(g.style.color=s.width>0?_e.stroke(r,o):_e.fill(r,o)),Qe("click",d,b=>{if(D._lock)return;mn(b);let w=S.indexOf(s);if((b.ctrlKey||b.metaKey)!=X.isolate){let k=S.some((A,M)=>M>0&&M!=w&&A.show);S.forEach((A,M)=>{M>0&&Ot(M,k?M==w?In:Sr:In,!0,Ce.setSeries)})}else Ot(w,{show:!s.show},!0,Ce.setSeries)},!1),Hn&&Qe(No,d,b=>{D._lock||(mn(b),Ot(S.indexOf(s),Xn,!0,Ce.setSeries))},!1));for(var y in Bt){let b=Mt("td",jc,c);b.textContent="--",u.push(b)}return[c,u]}let cn=new Map;function Qe(s,o,u,c=!0){let d=cn.get(o)||{},g=D.bind[s](r,o,u,c);g&&(Pn(s,o,d[s]=g),cn.set(o,d))}function Vn(s,o,u){let c=cn.get(o)||{};for(let d in c)(s==null||d==s)&&(Ns(d,o,c[d]),delete c[d]);s==null&&cn.delete(o)}let Gt=0,pn=0,Z=0,R=0,ge=0,Oe=0,Fn=ge,fn=Oe,Dt=Z,dn=R,ot=0,vt=0,it=0,Et=0;r.bbox={};let Di=!1,qr=!1,zn=!1,hn=!1,Zr=!1,xt=!1;function Li(s,o,u){(u||s!=r.width||o!=r.height)&&nl(s,o),Kn(!1),zn=!0,qr=!0,Yn()}function nl(s,o){r.width=Gt=Z=s,r.height=pn=R=o,ge=Oe=0,bu(),wu();let u=r.bbox;ot=u.left=Tn(ge*ue,.5),vt=u.top=Tn(Oe*ue,.5),it=u.width=Tn(Z*ue,.5),Et=u.height=Tn(R*ue,.5)}let vu=3;function xu(){let s=!1,o=0;for(;!s;){o++;let u=Mu(o),c=Pu(o);s=o==vu||u&&c,s||(nl(r.width,r.height),qr=!0)}}function yu({width:s,height:o}){Li(s,o)}r.setSize=yu;function bu(){let s=!1,o=!1,u=!1,c=!1;F.forEach((d,g)=>{if(d.show&&d._show){let{side:y,_size:b}=d,w=y%2,k=d.label!=null?d.labelSize:0,A=b+k;A>0&&(w?(Z-=A,y==3?(ge+=A,c=!0):u=!0):(R-=A,y==0?(Oe+=A,s=!0):o=!0))}}),gn[0]=s,gn[1]=u,gn[2]=o,gn[3]=c,Z-=Qt[1]+Qt[3],ge+=Qt[3],R-=Qt[2]+Qt[0],Oe+=Qt[0]}function wu(){let s=ge+Z,o=Oe+R,u=ge,c=Oe;function d(g,y){switch(g){case 1:return s+=y,s-y;case 2:return o+=y,o-y;case 3:return u-=y,u+y;case 0:return c-=y,c+y}}F.forEach((g,y)=>{if(g.show&&g._show){let b=g.side;g._pos=d(b,g._size),g.label!=null&&(g._lpos=d(b,g.labelSize))}})}if(D.dataIdx==null){let s=D.hover,o=s.skip=new Set(s.skip??[]);o.add(void 0);let u=s.prox=ne(s.prox),c=s.bias??=0;D.dataIdx=(d,g,y,b)=>{if(g==0)return y;let w=y,k=u(d,g,y,b)??he,A=k>=0&&k<he,M=_.ori==0?Z:R,K=D.left,oe=e[0],se=e[g];if(o.has(se[y])){w=null;let ee=null,U=null,L;if(c==0||c==-1)for(L=y;ee==null&&L-- >0;)o.has(se[L])||(ee=L);if(c==0||c==1)for(L=y;U==null&&L++<se.length;)o.has(se[L])||(U=L);if(ee!=null||U!=null)if(A){let be=ee==null?-1/0:N(oe[ee],_,M,0),Te=U==null?1/0:N(oe[U],_,M,0),Ke=K-be,de=Te-K;Ke<=de?Ke<=k&&(w=ee):de<=k&&(w=U)}else w=U==null?ee:ee==null?U:y-ee<=U-y?ee:U}else A&&ze(K-N(oe[y],_,M,0))>k&&(w=null);return w}}let mn=s=>{D.event=s};D.idxs=fe,D._lock=!1;let Je=D.points;Je.show=ne(Je.show),Je.size=ne(Je.size),Je.stroke=ne(Je.stroke),Je.width=ne(Je.width),Je.fill=ne(Je.fill);let Lt=r.focus=De({},t.focus||{alpha:.3},D.focus),Hn=Lt.prox>=0,Un=Hn&&Je.one,yt=[],Wn=[],Bn=[];function rl(s,o){let u=Je.show(r,o);if(u instanceof HTMLElement)return ft(u,Gc),ft(u,s.class),Ht(u,-10,-10,Z,R),T.insertBefore(u,yt[o]),u}function il(s,o){if(i==1||o>0){let u=i==1&&$[s.scale].time,c=s.value;s.value=u?qo(c)?ta(re,ea(c,O)):c||ie:c||lf,s.label=s.label||(u?jp:Jp)}if(Un||o>0){s.width=s.width==null?1:s.width,s.paths=s.paths||bf||up,s.fillTo=ne(s.fillTo||pf),s.pxAlign=+le(s.pxAlign,V),s.pxRound=ca(s.pxAlign),s.stroke=ne(s.stroke||null),s.fill=ne(s.fill||null),s._stroke=s._fill=s._paths=s._focus=null;let u=of(nt(1,s.width),1),c=s.points=De({},{size:u,width:nt(1,u*.2),stroke:s.stroke,space:u*2,paths:wf,_stroke:null,_fill:null},s.points);c.show=ne(c.show),c.filter=ne(c.filter),c.fill=ne(c.fill),c.stroke=ne(c.stroke),c.paths=ne(c.paths),c.pxAlign=s.pxAlign}if(Le){let u=Yr(s,o);Ee.splice(o,0,u[0]),Nt.splice(o,0,u[1]),X.values.push(null)}if(je){fe.splice(o,0,null);let u=null;Un?o==0&&(u=rl(s,o)):o>0&&(u=rl(s,o)),yt.splice(o,0,u),Wn.splice(o,0,0),Bn.splice(o,0,0)}Ge("addSeries",o)}function Su(s,o){o=o??S.length,s=i==1?Fs(s,o,ra,aa):Fs(s,o,{},oa),S.splice(o,0,s),il(S[o],o)}r.addSeries=Su;function $u(s){if(S.splice(s,1),Le){X.values.splice(s,1),Nt.splice(s,1);let o=Ee.splice(s,1)[0];Vn(null,o.firstChild),o.remove()}je&&(fe.splice(s,1),yt.splice(s,1)[0].remove(),Wn.splice(s,1),Bn.splice(s,1)),Ge("delSeries",s)}r.delSeries=$u;let gn=[!1,!1,!1,!1];function _u(s,o){if(s._show=s.show,s.show){let u=s.side%2,c=$[s.scale];c==null&&(s.scale=u?S[1].scale:P,c=$[s.scale]);let d=c.time;s.size=ne(s.size),s.space=ne(s.space),s.rotate=ne(s.rotate),ln(s.incrs)&&s.incrs.forEach(y=>{!on.has(y)&&on.set(y,$a(y))}),s.incrs=ne(s.incrs||(c.distr==2?Pp:d?B==1?Np:Op:Rn)),s.splits=ne(s.splits||(d&&c.distr==1?rt:c.distr==3?Ls:c.distr==4?ef:Xp)),s.stroke=ne(s.stroke),s.grid.stroke=ne(s.grid.stroke),s.ticks.stroke=ne(s.ticks.stroke),s.border.stroke=ne(s.border.stroke);let g=s.values;s.values=ln(g)&&!ln(g[0])?ne(g):d?ln(g)?Xo(re,Qo(g,O)):qo(g)?Fp(re,g):g||$e:g||Qp,s.filter=ne(s.filter||(c.distr>=3&&c.log==10?rf:c.distr==3&&c.log==2?sf:wa)),s.font=ha(s.font),s.labelFont=ha(s.labelFont),s._size=s.size(r,null,o,0),s._space=s._rotate=s._incrs=s._found=s._splits=s._values=null,s._size>0&&(gn[o]=!0,s._el=$t(Hc,v))}}function $r(s,o,u,c){let[d,g,y,b]=u,w=o%2,k=0;return w==0&&(b||g)&&(k=o==0&&!d||o==2&&!y?Fe(na.size/3):0),w==1&&(d||y)&&(k=o==1&&!g||o==3&&!b?Fe(sa.size/2):0),k}let sl=r.padding=(t.padding||[$r,$r,$r,$r]).map(s=>ne(le(s,$r))),Qt=r._padding=sl.map((s,o)=>s(r,o,gn,0)),qe,He=null,Ue=null,Jr=i==1?S[0].idxs:null,At=null,_r=!1;function ll(s,o){if(e=s??[],r.data=r._data=e,i==2){qe=0;for(let u=1;u<S.length;u++)qe+=e[u][0].length}else{e.length==0&&(r.data=r._data=e=[[]]),At=e[0],qe=At.length;let u=e;if(J==2){u=e.slice();let c=u[0]=Array(qe);for(let d=0;d<qe;d++)c[d]=d}r._data=e=u}if(Kn(!0),Ge("setData"),J==2&&(zn=!0),o!==!1){let u=_;u.auto(r,_r)?Oi():en(P,u.min,u.max),hn=hn||D.left>=0,xt=!0,Yn()}}r.setData=ll;function Oi(){_r=!0;let s,o;i==1&&(qe>0?(He=Jr[0]=0,Ue=Jr[1]=qe-1,s=e[0][He],o=e[0][Ue],J==2?(s=He,o=Ue):s==o&&(J==3?[s,o]=_i(s,s,_.log,!1):J==4?[s,o]=Ws(s,s,_.log,!1):_.time?o=s+Fe(86400/B):[s,o]=wi(s,o,Bs,!0))):(He=Jr[0]=s=null,Ue=Jr[1]=o=null)),en(P,s,o)}let jr,Gn,Ii,Vi,Fi,zi,Hi,Ui,Wi,st;function ol(s,o,u,c,d,g){s??=Po,u??=Ks,c??="butt",d??=Po,g??="round",s!=jr&&(m.strokeStyle=jr=s),d!=Gn&&(m.fillStyle=Gn=d),o!=Ii&&(m.lineWidth=Ii=o),g!=Fi&&(m.lineJoin=Fi=g),c!=zi&&(m.lineCap=zi=c),u!=Vi&&m.setLineDash(Vi=u)}function al(s,o,u,c){o!=Gn&&(m.fillStyle=Gn=o),s!=Hi&&(m.font=Hi=s),u!=Ui&&(m.textAlign=Ui=u),c!=Wi&&(m.textBaseline=Wi=c)}function Bi(s,o,u,c,d=0){if(c.length>0&&s.auto(r,_r)&&(o==null||o.min==null)){let g=le(He,0),y=le(Ue,c.length-1),b=u.min==null?rp(c,g,y,d,s.distr==3):[u.min,u.max];s.min=Ct(s.min,u.min=b[0]),s.max=nt(s.max,u.max=b[1])}}let ul={min:null,max:null};function ku(){for(let c in $){let d=$[c];I[c]==null&&(d.min==null||I[P]!=null&&d.auto(r,_r))&&(I[c]=ul)}for(let c in $){let d=$[c];I[c]==null&&d.from!=null&&I[d.from]!=null&&(I[c]=ul)}I[P]!=null&&Kn(!0);let s={};for(let c in I){let d=I[c];if(d!=null){let g=s[c]=hr($[c],fp);if(d.min!=null)De(g,d);else if(c!=P||i==2)if(qe==0&&g.from==null){let y=g.range(r,null,null,c);g.min=y[0],g.max=y[1]}else g.min=he,g.max=-he}}if(qe>0){S.forEach((c,d)=>{if(i==1){let g=c.scale,y=I[g];if(y==null)return;let b=s[g];if(d==0){let w=b.range(r,b.min,b.max,g);b.min=w[0],b.max=w[1],He=Pt(b.min,e[0]),Ue=Pt(b.max,e[0]),Ue-He>1&&(e[0][He]<b.min&&He++,e[0][Ue]>b.max&&Ue--),c.min=At[He],c.max=At[Ue]}else c.show&&c.auto&&Bi(b,y,c,e[d],c.sorted);c.idxs[0]=He,c.idxs[1]=Ue}else if(d>0&&c.show&&c.auto){let[g,y]=c.facets,b=g.scale,w=y.scale,[k,A]=e[d],M=s[b],K=s[w];M!=null&&Bi(M,I[b],g,k,g.sorted),K!=null&&Bi(K,I[w],y,A,y.sorted),c.min=y.min,c.max=y.max}});for(let c in s){let d=s[c],g=I[c];if(d.from==null&&(g==null||g.min==null)){let y=d.range(r,d.min==he?null:d.min,d.max==-he?null:d.max,c);d.min=y[0],d.max=y[1]}}}for(let c in s){let d=s[c];if(d.from!=null){let g=s[d.from];if(g.min==null)d.min=d.max=null;else{let y=d.range(r,g.min,g.max,c);d.min=y[0],d.max=y[1]}}}let o={},u=!1;for(let c in s){let d=s[c],g=$[c];if(g.min!=d.min||g.max!=d.max){g.min=d.min,g.max=d.max;let y=g.distr;g._min=y==3?qt(g.min):y==4?Es(g.min,g.asinh):y==100?g.fwd(g.min):g.min,g._max=y==3?qt(g.max):y==4?Es(g.max,g.asinh):y==100?g.fwd(g.max):g.max,o[c]=u=!0}}if(u){S.forEach((c,d)=>{i==2?d>0&&o.y&&(c._paths=null):o[c.scale]&&(c._paths=null)});for(let c in o)zn=!0,Ge("setScale",c);je&&D.left>=0&&(hn=xt=!0)}for(let c in I)I[c]=null}function Eu(s){let o=Ds(He-1,0,qe-1),u=Ds(Ue+1,0,qe-1);for(;s[o]==null&&o>0;)o--;for(;s[u]==null&&u<qe-1;)u++;return[o,u]}function Au(){if(qe>0){let s=S.some(o=>o._focus)&&st!=Lt.alpha;s&&(m.globalAlpha=st=Lt.alpha),S.forEach((o,u)=>{if(u>0&&o.show&&(cl(u,!1),cl(u,!0),o._paths==null)){let c=st;st!=o.alpha&&(m.globalAlpha=st=o.alpha);let d=i==2?[0,e[u][0].length-1]:Eu(e[u]);o._paths=o.paths(r,u,d[0],d[1]),st!=c&&(m.globalAlpha=st=c)}}),S.forEach((o,u)=>{if(u>0&&o.show){let c=st;st!=o.alpha&&(m.globalAlpha=st=o.alpha),o._paths!=null&&pl(u,!1);{let d=o._paths!=null?o._paths.gaps:null,g=o.points.show(r,u,He,Ue,d),y=o.points.filter(r,u,g,d);(g||y)&&(o.points._paths=o.points.paths(r,u,He,Ue,y),pl(u,!0))}st!=c&&(m.globalAlpha=st=c),Ge("drawSeries",u)}}),s&&(m.globalAlpha=st=1)}}function cl(s,o){let u=o?S[s].points:S[s];u._stroke=u.stroke(r,s),u._fill=u.fill(r,s)}function pl(s,o){let u=o?S[s].points:S[s],{stroke:c,fill:d,clip:g,flags:y,_stroke:b=u._stroke,_fill:w=u._fill,_width:k=u.width}=u._paths;k=me(k*ue,3);let A=null,M=k%2/2;o&&w==null&&(w=k>0?"#fff":b);let K=u.pxAlign==1&&M>0;if(K&&m.translate(M,M),!o){let oe=ot-k/2,se=vt-k/2,ee=it+k,U=Et+k;A=new Path2D,A.rect(oe,se,ee,U)}o?Gi(b,k,u.dash,u.cap,w,c,d,y,g):Tu(s,b,k,u.dash,u.cap,w,c,d,y,A,g),K&&m.translate(-M,-M)}function Tu(s,o,u,c,d,g,y,b,w,k,A){let M=!1;w!=0&&j.forEach((K,oe)=>{if(K.series[0]==s){let se=S[K.series[1]],ee=e[K.series[1]],U=(se._paths||Br).band;ln(U)&&(U=K.dir==1?U[0]:U[1]);let L,be=null;se.show&&U&&sp(ee,He,Ue)?(be=K.fill(r,oe)||g,L=se._paths.clip):U=null,Gi(o,u,c,d,be,y,b,w,k,A,L,U),M=!0}}),M||Gi(o,u,c,d,g,y,b,w,k,A)}let fl=mr|Is;function Gi(s,o,u,c,d,g,y,b,w,k,A,M){ol(s,o,u,c,d),(w||k||M)&&(m.save(),w&&m.clip(w),k&&m.clip(k)),M?(b&fl)==fl?(m.clip(M),A&&m.clip(A),Xr(d,y),Qr(s,g,o)):b&Is?(Xr(d,y),m.clip(M),Qr(s,g,o)):b&mr&&(m.save(),m.clip(M),A&&m.clip(A),Xr(d,y),m.restore(),Qr(s,g,o)):(Xr(d,y),Qr(s,g,o)),(w||k||M)&&m.restore()}function Qr(s,o,u){u>0&&(o instanceof Map?o.forEach((c,d)=>{m.strokeStyle=jr=d,m.stroke(c)}):o!=null&&s&&m.stroke(o))}function Xr(s,o){o instanceof Map?o.forEach((u,c)=>{m.fillStyle=Gn=c,m.fill(u)}):o!=null&&s&&m.fill(o)}function Ru(s,o,u,c){let d=F[s],g;if(c<=0)g=[0,0];else{let y=d._space=d.space(r,s,o,u,c),b=d._incrs=d.incrs(r,s,o,u,c,y);g=Af(o,u,b,c,y)}return d._found=g}function Ki(s,o,u,c,d,g,y,b,w,k){let A=y%2/2;V==1&&m.translate(A,A),ol(b,y,w,k,b),m.beginPath();let M,K,oe,se,ee=d+(c==0||c==3?-g:g);u==0?(K=d,se=ee):(M=d,oe=ee);for(let U=0;U<s.length;U++)o[U]!=null&&(u==0?M=oe=s[U]:K=se=s[U],m.moveTo(M,K),m.lineTo(oe,se));m.stroke(),V==1&&m.translate(-A,-A)}function Mu(s){let o=!0;return F.forEach((u,c)=>{if(!u.show)return;let d=$[u.scale];if(d.min==null){u._show&&(o=!1,u._show=!1,Kn(!1));return}else u._show||(o=!1,u._show=!0,Kn(!1));let g=u.side,y=g%2,{min:b,max:w}=d,[k,A]=Ru(c,b,w,y==0?Z:R);if(A==0)return;let M=d.distr==2,K=u._splits=u.splits(r,c,b,w,k,A,M),oe=d.distr==2?K.map(L=>At[L]):K,se=d.distr==2?At[K[1]]-At[K[0]]:k,ee=u._values=u.values(r,u.filter(r,oe,c,A,se),c,A,se);u._rotate=g==2?u.rotate(r,ee,c,A):0;let U=u._size;u._size=_t(u.size(r,ee,c,s)),U!=null&&u._size!=U&&(o=!1)}),o}function Pu(s){let o=!0;return sl.forEach((u,c)=>{let d=u(r,c,gn,s);d!=Qt[c]&&(o=!1),Qt[c]=d}),o}function Cu(){for(let s=0;s<F.length;s++){let o=F[s];if(!o.show||!o._show)continue;let u=o.side,c=u%2,d,g,y=o.stroke(r,s),b=u==0||u==3?-1:1,[w,k]=o._found;if(o.label!=null){let et=o.labelGap*b,ct=Fe((o._lpos+et)*ue);al(o.labelFont[0],y,"center",u==2?"top":Mo),m.save(),c==1?(d=g=0,m.translate(ct,Fe(vt+Et/2)),m.rotate((u==3?-yi:yi)/2)):(d=Fe(ot+it/2),g=ct);let yn=ya(o.label)?o.label(r,s,w,k):o.label;m.fillText(yn,d,g),m.restore()}if(k==0)continue;let A=$[o.scale],M=c==0?it:Et,K=c==0?ot:vt,oe=o._splits,se=A.distr==2?oe.map(et=>At[et]):oe,ee=A.distr==2?At[oe[1]]-At[oe[0]]:w,U=o.ticks,L=o.border,be=U.show?U.size:0,Te=Fe(be*ue),Ke=Fe((o.alignTo==2?o._size-be-o.gap:o.gap)*ue),de=o._rotate*-yi/180,Re=H(o._pos*ue),at=(Te+Ke)*b,Xe=Re+at;g=c==0?Xe:0,d=c==1?Xe:0;let bt=o.font[0],Tt=o.align==1?ur:o.align==2?$s:de>0?ur:de<0?$s:c==0?"center":u==3?$s:ur,Vt=de||c==1?"middle":u==2?"top":Mo;al(bt,y,Tt,Vt);let ut=o.font[1]*o.lineGap,wt=oe.map(et=>H(f(et,A,M,K))),Rt=o._values;for(let et=0;et<Rt.length;et++){let ct=Rt[et];if(ct!=null){c==0?d=wt[et]:g=wt[et],ct=""+ct;let yn=ct.indexOf(`
`)==-1?[ct]:ct.split(/\n/gm);for(let tt=0;tt<yn.length;tt++){let Pl=yn[tt];de?(m.save(),m.translate(d,g+tt*ut),m.rotate(de),m.fillText(Pl,0,0),m.restore()):m.fillText(Pl,d,g+tt*ut)}}}U.show&&Ki(wt,U.filter(r,se,s,k,ee),c,u,Re,Te,me(U.width*ue,3),U.stroke(r,s),U.dash,U.cap);let Ft=o.grid;Ft.show&&Ki(wt,Ft.filter(r,se,s,k,ee),c,c==0?2:1,c==0?vt:ot,c==0?Et:it,me(Ft.width*ue,3),Ft.stroke(r,s),Ft.dash,Ft.cap),L.show&&Ki([Re],[1],c==0?1:0,c==0?1:2,c==1?vt:ot,c==1?Et:it,me(L.width*ue,3),L.stroke(r,s),L.dash,L.cap)}Ge("drawAxes")}function Kn(s){S.forEach((o,u)=>{u>0&&(o._paths=null,s&&(i==1?(o.min=null,o.max=null):o.facets.forEach(c=>{c.min=null,c.max=null})))})}let ei=!1,Yi=!1,kr=[];function Nu(){Yi=!1;for(let s=0;s<kr.length;s++)Ge(...kr[s]);kr.length=0}function Yn(){ei||(yp(dl),ei=!0)}function Du(s,o=!1){ei=!0,Yi=o,s(r),dl(),o&&kr.length>0&&queueMicrotask(Nu)}r.batch=Du;function dl(){if(Di&&(ku(),Di=!1),zn&&(xu(),zn=!1),qr){if(Se(E,ur,ge),Se(E,"top",Oe),Se(E,zr,Z),Se(E,Hr,R),Se(T,ur,ge),Se(T,"top",Oe),Se(T,zr,Z),Se(T,Hr,R),Se(v,zr,Gt),Se(v,Hr,pn),x.width=Fe(Gt*ue),x.height=Fe(pn*ue),F.forEach(({_el:s,_show:o,_size:u,_pos:c,side:d})=>{if(s!=null)if(o){let g=d===3||d===0?u:0,y=d%2==1;Se(s,y?"left":"top",c-g),Se(s,y?"width":"height",u),Se(s,y?"top":"left",y?Oe:ge),Se(s,y?"height":"width",y?R:Z),Cs(s,Mn)}else ft(s,Mn)}),jr=Gn=Ii=Fi=zi=Hi=Ui=Wi=Vi=null,st=1,Tr(!0),ge!=Fn||Oe!=fn||Z!=Dt||R!=dn){Kn(!1);let s=Z/Dt,o=R/dn;if(je&&!hn&&D.left>=0){D.left*=s,D.top*=o,qn&&Ht(qn,Fe(D.left),0,Z,R),Zn&&Ht(Zn,0,Fe(D.top),Z,R);for(let u=0;u<yt.length;u++){let c=yt[u];c!=null&&(Wn[u]*=s,Bn[u]*=o,Ht(c,_t(Wn[u]),_t(Bn[u]),Z,R))}}if(ye.show&&!Zr&&ye.left>=0&&ye.width>0){ye.left*=s,ye.width*=s,ye.top*=o,ye.height*=o;for(let u in Xi)Se(Qn,u,ye[u])}Fn=ge,fn=Oe,Dt=Z,dn=R}Ge("setSize"),qr=!1}Gt>0&&pn>0&&(m.clearRect(0,0,x.width,x.height),Ge("drawClear"),q.forEach(s=>s()),Ge("draw")),ye.show&&Zr&&(ti(ye),Zr=!1),je&&hn&&(xn(null,!0,!1),hn=!1),X.show&&X.live&&xt&&(ji(),xt=!1),p||(p=!0,r.status=1,Ge("ready")),_r=!1,ei=!1}r.redraw=(s,o)=>{zn=o||!1,s!==!1?en(P,_.min,_.max):Yn()};function qi(s,o){let u=$[s];if(u.from==null){if(qe==0){let c=u.range(r,o.min,o.max,s);o.min=c[0],o.max=c[1]}if(o.min>o.max){let c=o.min;o.min=o.max,o.max=c}if(qe>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;s==P&&u.distr==2&&qe>0&&(o.min=Pt(o.min,e[0]),o.max=Pt(o.max,e[0]),o.min==o.max&&o.max++),I[s]=o,Di=!0,Yn()}}r.setScale=qi;let Zi,Ji,qn,Zn,hl,ml,Jn,jn,gl,vl,xe,ke,Xt=!1,Ze=D.drag,We=Ze.x,Be=Ze.y;je&&(D.x&&(Zi=$t(Wc,T)),D.y&&(Ji=$t(Bc,T)),_.ori==0?(qn=Zi,Zn=Ji):(qn=Ji,Zn=Zi),xe=D.left,ke=D.top);let ye=r.select=De({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Qn=ye.show?$t(Uc,ye.over?T:E):null;function ti(s,o){if(ye.show){for(let u in s)ye[u]=s[u],u in Xi&&Se(Qn,u,s[u]);o!==!1&&Ge("setSelect")}}r.setSelect=ti;function Lu(s){if(S[s].show)Le&&Cs(Ee[s],Mn);else if(Le&&ft(Ee[s],Mn),je){let u=Un?yt[0]:yt[s];u!=null&&Ht(u,-10,-10,Z,R)}}function en(s,o,u){qi(s,{min:o,max:u})}function Ot(s,o,u,c){o.focus!=null&&zu(s),o.show!=null&&S.forEach((d,g)=>{g>0&&(s==g||s==null)&&(d.show=o.show,Lu(g),i==2?(en(d.facets[0].scale,null,null),en(d.facets[1].scale,null,null)):en(d.scale,null,null),Yn())}),u!==!1&&Ge("setSeries",s,o),c&&Rr("setSeries",r,s,o)}r.setSeries=Ot;function Ou(s,o){De(j[s],o)}function Iu(s,o){s.fill=ne(s.fill||null),s.dir=le(s.dir,-1),o=o??j.length,j.splice(o,0,s)}function Vu(s){s==null?j.length=0:j.splice(s,1)}r.addBand=Iu,r.setBand=Ou,r.delBand=Vu;function Fu(s,o){S[s].alpha=o,je&&yt[s]!=null&&(yt[s].style.opacity=o),Le&&Ee[s]&&(Ee[s].style.opacity=o)}let Kt,tn,vn,Xn={focus:!0};function zu(s){if(s!=vn){let o=s==null,u=Lt.alpha!=1;S.forEach((c,d)=>{if(i==1||d>0){let g=o||d==0||d==s;c._focus=o?null:g,u&&Fu(d,g?1:Lt.alpha)}}),vn=s,u&&Yn()}}Le&&Hn&&Qe(Do,ce,s=>{D._lock||(mn(s),vn!=null&&Ot(null,Xn,!0,Ce.setSeries))});function It(s,o,u){let c=$[o];u&&(s=s/ue-(c.ori==1?Oe:ge));let d=Z;c.ori==1&&(d=R,s=d-s),c.dir==-1&&(s=d-s);let g=c._min,y=c._max,b=s/d,w=g+(y-g)*b,k=c.distr;return k==3?fr(10,w):k==4?op(w,c.asinh):k==100?c.bwd(w):w}function Hu(s,o){let u=It(s,P,o);return Pt(u,e[0],He,Ue)}r.valToIdx=s=>Pt(s,e[0]),r.posToIdx=Hu,r.posToVal=It,r.valToPos=(s,o,u)=>$[o].ori==0?l(s,$[o],u?it:Z,u?ot:0):a(s,$[o],u?Et:R,u?vt:0),r.setCursor=(s,o,u)=>{xe=s.left,ke=s.top,xn(null,o,u)};function xl(s,o){Se(Qn,ur,ye.left=s),Se(Qn,zr,ye.width=o)}function yl(s,o){Se(Qn,"top",ye.top=s),Se(Qn,Hr,ye.height=o)}let Er=_.ori==0?xl:yl,Ar=_.ori==1?xl:yl;function Uu(){if(Le&&X.live)for(let s=i==2?1:0;s<S.length;s++){if(s==0&&gt)continue;let o=X.values[s],u=0;for(let c in o)Nt[s][u++].firstChild.nodeValue=o[c]}}function ji(s,o){if(s!=null&&(s.idxs?s.idxs.forEach((u,c)=>{fe[c]=u}):pp(s.idx)||fe.fill(s.idx),X.idx=fe[0]),Le&&X.live){for(let u=0;u<S.length;u++)(u>0||i==1&&!gt)&&Wu(u,fe[u]);Uu()}xt=!1,o!==!1&&Ge("setLegend")}r.setLegend=ji;function Wu(s,o){let u=S[s],c=s==0&&J==2?At:e[s],d;gt?d=u.values(r,s,o)??jt:(d=u.value(r,o==null?null:c[o],s,o),d=d==null?jt:{_:d}),X.values[s]=d}function xn(s,o,u){gl=xe,vl=ke,[xe,ke]=D.move(r,xe,ke),D.left=xe,D.top=ke,je&&(qn&&Ht(qn,Fe(xe),0,Z,R),Zn&&Ht(Zn,0,Fe(ke),Z,R));let c,d=He>Ue;Kt=he,tn=null;let g=_.ori==0?Z:R,y=_.ori==1?Z:R;if(xe<0||qe==0||d){c=D.idx=null;for(let b=0;b<S.length;b++){let w=yt[b];w!=null&&Ht(w,-10,-10,Z,R)}Hn&&Ot(null,Xn,!0,s==null&&Ce.setSeries),X.live&&(fe.fill(c),xt=!0)}else{let b,w,k;i==1&&(b=_.ori==0?xe:ke,w=It(b,P),c=D.idx=Pt(w,e[0],He,Ue),k=N(e[0][c],_,g,0));let A=-10,M=-10,K=0,oe=0,se=!0,ee="",U="";for(let L=i==2?1:0;L<S.length;L++){let be=S[L],Te=fe[L],Ke=Te==null?null:i==1?e[L][Te]:e[L][1][Te],de=D.dataIdx(r,L,c,w),Re=de==null?null:i==1?e[L][de]:e[L][1][de];if(xt=xt||Re!=Ke||de!=Te,fe[L]=de,L>0&&be.show){let at=de==null?-10:de==c?k:N(i==1?e[0][de]:e[L][0][de],_,g,0),Xe=Re==null?-10:G(Re,i==1?$[be.scale]:$[be.facets[1].scale],y,0);if(Hn&&Re!=null){let bt=_.ori==1?xe:ke,Tt=ze(Lt.dist(r,L,de,Xe,bt));if(Tt<Kt){let Vt=Lt.bias;if(Vt!=0){let ut=It(bt,be.scale),wt=Re>=0?1:-1,Rt=ut>=0?1:-1;Rt==wt&&(Rt==1?Vt==1?Re>=ut:Re<=ut:Vt==1?Re<=ut:Re>=ut)&&(Kt=Tt,tn=L)}else Kt=Tt,tn=L}}if(xt||Un){let bt,Tt;_.ori==0?(bt=at,Tt=Xe):(bt=Xe,Tt=at);let Vt,ut,wt,Rt,Ft,et,ct=!0,yn=Je.bbox;if(yn!=null){ct=!1;let tt=yn(r,L);wt=tt.left,Rt=tt.top,Vt=tt.width,ut=tt.height}else wt=bt,Rt=Tt,Vt=ut=Je.size(r,L);if(et=Je.fill(r,L),Ft=Je.stroke(r,L),Un)L==tn&&Kt<=Lt.prox&&(A=wt,M=Rt,K=Vt,oe=ut,se=ct,ee=et,U=Ft);else{let tt=yt[L];tt!=null&&(Wn[L]=wt,Bn[L]=Rt,Ho(tt,Vt,ut,ct),Fo(tt,et,Ft),Ht(tt,_t(wt),_t(Rt),Z,R))}}}}if(Un){let L=Lt.prox,be=vn==null?Kt<=L:Kt>L||tn!=vn;if(xt||be){let Te=yt[0];Te!=null&&(Wn[0]=A,Bn[0]=M,Ho(Te,K,oe,se),Fo(Te,ee,U),Ht(Te,_t(A),_t(M),Z,R))}}}if(ye.show&&Xt)if(s!=null){let[b,w]=Ce.scales,[k,A]=Ce.match,[M,K]=s.cursor.sync.scales,oe=s.cursor.drag;if(We=oe._x,Be=oe._y,We||Be){let{left:se,top:ee,width:U,height:L}=s.select,be=s.scales[M].ori,Te=s.posToVal,Ke,de,Re,at,Xe,bt=b!=null&&k(b,M),Tt=w!=null&&A(w,K);bt&&We?(be==0?(Ke=se,de=U):(Ke=ee,de=L),Re=$[b],at=N(Te(Ke,M),Re,g,0),Xe=N(Te(Ke+de,M),Re,g,0),Er(Ct(at,Xe),ze(Xe-at))):Er(0,g),Tt&&Be?(be==1?(Ke=se,de=U):(Ke=ee,de=L),Re=$[w],at=G(Te(Ke,K),Re,y,0),Xe=G(Te(Ke+de,K),Re,y,0),Ar(Ct(at,Xe),ze(Xe-at))):Ar(0,y)}else es()}else{let b=ze(gl-hl),w=ze(vl-ml);if(_.ori==1){let K=b;b=w,w=K}We=Ze.x&&b>=Ze.dist,Be=Ze.y&&w>=Ze.dist;let k=Ze.uni;k!=null?We&&Be&&(We=b>=k,Be=w>=k,!We&&!Be&&(w>b?Be=!0:We=!0)):Ze.x&&Ze.y&&(We||Be)&&(We=Be=!0);let A,M;We&&(_.ori==0?(A=Jn,M=xe):(A=jn,M=ke),Er(Ct(A,M),ze(M-A)),Be||Ar(0,y)),Be&&(_.ori==1?(A=Jn,M=xe):(A=jn,M=ke),Ar(Ct(A,M),ze(M-A)),We||Er(0,g)),!We&&!Be&&(Er(0,0),Ar(0,0))}if(Ze._x=We,Ze._y=Be,s==null){if(u){if(Ml!=null){let[b,w]=Ce.scales;Ce.values[0]=b!=null?It(_.ori==0?xe:ke,b):null,Ce.values[1]=w!=null?It(_.ori==1?xe:ke,w):null}Rr(_s,r,xe,ke,Z,R,c)}if(Hn){let b=u&&Ce.setSeries,w=Lt.prox;vn==null?Kt<=w&&Ot(tn,Xn,!0,b):Kt>w?Ot(null,Xn,!0,b):tn!=vn&&Ot(tn,Xn,!0,b)}}xt&&(X.idx=c,ji()),o!==!1&&Ge("setCursor")}let nn=null;Object.defineProperty(r,"rect",{get(){return nn==null&&Tr(!1),nn}});function Tr(s=!1){s?nn=null:(nn=T.getBoundingClientRect(),Ge("syncRect",nn))}function bl(s,o,u,c,d,g,y){D._lock||Xt&&s!=null&&s.movementX==0&&s.movementY==0||(Qi(s,o,u,c,d,g,y,!1,s!=null),s!=null?xn(null,!0,!0):xn(o,!0,!1))}function Qi(s,o,u,c,d,g,y,b,w){if(nn==null&&Tr(!1),mn(s),s!=null)u=s.clientX-nn.left,c=s.clientY-nn.top;else{if(u<0||c<0){xe=-10,ke=-10;return}let[k,A]=Ce.scales,M=o.cursor.sync,[K,oe]=M.values,[se,ee]=M.scales,[U,L]=Ce.match,be=o.axes[0].side%2==1,Te=_.ori==0?Z:R,Ke=_.ori==1?Z:R,de=be?g:d,Re=be?d:g,at=be?c:u,Xe=be?u:c;if(se!=null?u=U(k,se)?f(K,$[k],Te,0):-10:u=Te*(at/de),ee!=null?c=L(A,ee)?f(oe,$[A],Ke,0):-10:c=Ke*(Xe/Re),_.ori==1){let bt=u;u=c,c=bt}}w&&(o==null||o.cursor.event.type==_s)&&((u<=1||u>=Z-1)&&(u=Tn(u,Z)),(c<=1||c>=R-1)&&(c=Tn(c,R))),b?(hl=u,ml=c,[Jn,jn]=D.move(r,u,c)):(xe=u,ke=c)}let Xi={width:0,height:0,left:0,top:0};function es(){ti(Xi,!1)}let wl,Sl,$l,_l;function kl(s,o,u,c,d,g,y){Xt=!0,We=Be=Ze._x=Ze._y=!1,Qi(s,o,u,c,d,g,y,!0,!1),s!=null&&(Qe(ks,Ms,El,!1),Rr(Co,r,Jn,jn,Z,R,null));let{left:b,top:w,width:k,height:A}=ye;wl=b,Sl=w,$l=k,_l=A}function El(s,o,u,c,d,g,y){Xt=Ze._x=Ze._y=!1,Qi(s,o,u,c,d,g,y,!1,!0);let{left:b,top:w,width:k,height:A}=ye,M=k>0||A>0,K=wl!=b||Sl!=w||$l!=k||_l!=A;if(M&&K&&ti(ye),Ze.setScale&&M&&K){let oe=b,se=k,ee=w,U=A;if(_.ori==1&&(oe=w,se=A,ee=b,U=k),We&&en(P,It(oe,P),It(oe+se,P)),Be)for(let L in $){let be=$[L];L!=P&&be.from==null&&be.min!=he&&en(L,It(ee+U,L),It(ee,L))}es()}else D.lock&&(D._lock=!D._lock,xn(o,!0,s!=null));s!=null&&(Vn(ks,Ms),Rr(ks,r,xe,ke,Z,R,null))}function Bu(s,o,u,c,d,g,y){if(D._lock)return;mn(s);let b=Xt;if(Xt){let w=!0,k=!0,A=10,M,K;_.ori==0?(M=We,K=Be):(M=Be,K=We),M&&K&&(w=xe<=A||xe>=Z-A,k=ke<=A||ke>=R-A),M&&w&&(xe=xe<Jn?0:Z),K&&k&&(ke=ke<jn?0:R),xn(null,!0,!0),Xt=!1}xe=-10,ke=-10,fe.fill(null),xn(null,!0,!0),b&&(Xt=b)}function Al(s,o,u,c,d,g,y){D._lock||(mn(s),Oi(),es(),s!=null&&Rr(Lo,r,xe,ke,Z,R,null))}function Tl(){F.forEach(Tf),Li(r.width,r.height,!0)}Pn(bi,pr,Tl);let er={};er.mousedown=kl,er.mousemove=bl,er.mouseup=El,er.dblclick=Al,er.setSeries=(s,o,u,c)=>{let d=Ce.match[2];u=d(r,o,u),u!=-1&&Ot(u,c,!0,!1)},je&&(Qe(Co,T,kl),Qe(_s,T,bl),Qe(No,T,s=>{mn(s),Tr(!1)}),Qe(Do,T,Bu),Qe(Lo,T,Al),Vs.add(r),r.syncRect=Tr);let ni=r.hooks=t.hooks||{};function Ge(s,o,u){Yi?kr.push([s,o,u]):s in ni&&ni[s].forEach(c=>{c.call(null,r,o,u)})}(t.plugins||[]).forEach(s=>{for(let o in s.hooks)ni[o]=(ni[o]||[]).concat(s.hooks[o])});let Rl=(s,o,u)=>u,Ce=De({key:null,setSeries:!1,filters:{pub:Ko,sub:Ko},scales:[P,S[1]?S[1].scale:null],match:[Yo,Yo,Rl],values:[null,null]},D.sync);Ce.match.length==2&&Ce.match.push(Rl),D.sync=Ce;let Ml=Ce.key,ts=Wa(Ml);function Rr(s,o,u,c,d,g,y){Ce.filters.pub(s,o,u,c,d,g,y)&&ts.pub(s,o,u,c,d,g,y)}ts.sub(r);function Gu(s,o,u,c,d,g,y){Ce.filters.sub(s,o,u,c,d,g,y)&&er[s](null,o,u,c,d,g,y)}r.pub=Gu;function Ku(){ts.unsub(r),Vs.delete(r),cn.clear(),Ns(bi,pr,Tl),h.remove(),ce?.remove(),Ge("destroy")}r.destroy=Ku;function ns(){Ge("init",t,e),ll(e||t.data,!1),I[P]?qi(P,I[P]):Oi(),Zr=ye.show&&(ye.width>0||ye.height>0),hn=xt=!0,Li(t.width,t.height)}return S.forEach(il),F.forEach(_u),n?n instanceof HTMLElement?(n.appendChild(h),ns()):n(r,ns):ns(),r}Pe.assign=De;Pe.fmtNum=Gs;Pe.rangeNum=wi;Pe.rangeLog=_i;Pe.rangeAsinh=Ws;Pe.orient=Nn;Pe.pxRatio=ue;Pe.join=xp;Pe.fmtDate=Ys,Pe.tzDate=Rp;Pe.sync=Wa;{Pe.addGap=ff,Pe.clipGaps=Ai;let t=Pe.paths={points:Za};t.linear=ja,t.stepped=mf,t.bars=gf,t.spline=xf}function tu(t,e){let n=[];return[...t].sort((r,i)=>i.at-r.at).map(r=>{let i=Math.max(0,Math.min(r.at,e-r.width)),l=0;for(;(n[l]??1/0)-8<i+r.width;)l++;return n[l]=i,{...r,left:i,row:l}})}var Pi='Roboto, "Helvetica Neue", Arial, sans-serif',el=15,nu=11,Rf=4,Ci=class{constructor(e,n,r){this.palette=e;this.diagnosis=n;this.span=r;this.placed=[];this.isSettling=!1;this.drawBehind=e=>{if(!this.span)return;let{ctx:n,bbox:r}=e,i=Math.max(r.left,e.valToPos(this.span.min,"x",!0)),l=Math.min(r.left+r.width,e.valToPos(this.span.max,"x",!0));l<=i||(n.save(),n.fillStyle=this.palette.disagree,n.fillRect(i,r.top,l-i,r.height),n.restore())};this.drawInFront=e=>{let n=this.rows;this.arrange(e),e.ctx.save();for(let i of this.placed)this.drawMark(e,i);e.ctx.restore(),this.drawLastPoint(e);let r=this.rows!==n&&!this.isSettling;this.isSettling=r,r&&queueMicrotask(()=>e.redraw(!0,!0))}}setData(e,n){this.diagnosis=e,this.span=n}get rows(){return this.placed.reduce((e,n)=>Math.max(e,n.row+1),0)}arrange(e){let n=Pe.pxRatio,{ctx:r,bbox:i}=e,{min:l,max:a}=e.scales.x;r.save(),r.font=`${nu*n}px ${Pi}`;let f=this.diagnosis.marks.filter(p=>p.step>=(l??1/0)&&p.step<=(a??-1/0)).map(p=>{let h=mi(p),x=r.measureText(h).width/n;return{mark:p,text:h,at:e.valToPos(p.step,"x"),width:x}});r.restore(),this.placed=tu(f,i.width/n)}drawMark(e,n){let{ctx:r,bbox:i}=e,l=Pe.pxRatio,a=n.mark.kind==="onset"?this.palette.fault:this.palette.mark,f=Math.round(e.valToPos(n.mark.step,"x",!0))+.5,p=i.top-(n.row*el+4)*l;r.strokeStyle=a,r.lineWidth=l,r.setLineDash([2*l,3*l]),r.beginPath(),r.moveTo(f,p),r.lineTo(f,i.top+i.height),r.stroke(),r.fillStyle=n.mark.kind==="onset"?this.palette.fault:this.palette.text,r.font=`${nu*l}px ${Pi}`,r.textAlign="left",r.textBaseline="alphabetic",r.fillText(n.text,i.left+n.left*l,p-l)}drawLastPoint(e){let{step:n,value:r}=this.diagnosis.points,i=n.length-1,l=n[i],a=r[i];if(l===void 0||a===void 0||!Number.isFinite(a))return;let{ctx:f,bbox:p}=e,h=e.valToPos(l,"x",!0),x=e.valToPos(a,"y",!0);h>=p.left&&h<=p.left+p.width&&x>=p.top&&x<=p.top+p.height&&(f.save(),f.fillStyle=this.palette.logged,f.beginPath(),f.arc(h,x,Rf*Pe.pxRatio,0,2*Math.PI),f.fill(),f.restore())}};var Mf=[[1,2,5],[1,3],[1]];function iu({min:t,max:e},n){let r=Math.floor(Math.log10(t)),i=Math.ceil(Math.log10(e));for(let a of Mf){let f=ru(r,i,1).flatMap(p=>a.map(h=>+`${h}e${p}`)).filter(p=>p>=t&&p<=e);if(f.length<3)return tl({min:t,max:e},n);if(f.length<=n)return f}let l=Math.ceil((i-r+1)/n);return ru(r,i,l).map(a=>+`1e${a}`).filter(a=>a>=t&&a<=e)}function tl({min:t,max:e},n){let r=Pf((e-t)/n),i=[];for(let l=Math.ceil(t/r);l*r<=e;l++)i.push(Number((l*r).toPrecision(12)));return i}function Pf(t){let e=Math.floor(Math.log10(t)),n=[1,2,5].find(r=>+`${r}e${e}`>=t);return n?+`${n}e${e}`:+`1e${e+1}`}function ru(t,e,n){let r=[];for(let i=t;i<=e;i+=n)r.push(i);return r}var Cf=`11px ${Pi}`,Nf=36,Df=1,su={pxAlign:0},Lf=Array.from({length:16},(t,e)=>[1,2,5].map(n=>n*10**e)).flat(),Ni=class{constructor(e,n,r,i,l,a){this.container=e;this.diagnosis=n;this.scale=r;this.events=a;this.columns=this.merge(),this.view=l??this.wholeView(),this.isZoomed=l!==null,this.decoration=new Ci(i,n,ar(n)),this.plot=new Pe(this.options(i),this.data(),e),this.events.onView(this.view,this.isZoomed)}get zoom(){return this.isZoomed?this.view:null}setDiagnosis(e){this.diagnosis=e,this.columns=this.merge(),this.decoration.setData(e,ar(e)),this.plot.setData(this.data(),!1),this.show(this.isZoomed?this.view:this.wholeView(),this.isZoomed)}resetZoom(){this.show(this.wholeView(),!1)}resize(){let{clientWidth:e,clientHeight:n}=this.container;e===0||n===0||this.plot.setSize({width:e,height:n})}destroy(){this.plot.destroy()}show(e,n){this.view=e,this.isZoomed=n,this.plot.setScale("x",e),this.events.onView(e,n)}merge(){return di(this.diagnosis.points,this.diagnosis.curve,this.scale==="log")}wholeView(){return hi(this.diagnosis.points,this.diagnosis.curve,this.diagnosis.marks)}data(){let{step:e,logged:n,expected:r}=this.columns;return[e,n,r]}options(e){return{width:this.container.clientWidth,height:this.container.clientHeight,legend:{show:!1},padding:[()=>this.decoration.rows*el+10,28,0,0],scales:{x:{time:!1,range:()=>[this.view.min,this.view.max]},y:{distr:this.scale==="log"?3:1,range:()=>this.valueRange()}},axes:[this.stepAxis(e),this.valueAxis(e)],series:[{},{...su,stroke:e.logged,width:3,points:{size:5,fill:e.logged}},{...su,stroke:e.expected,width:1.5,dash:[7,5],points:{show:!1}}],cursor:{y:!1,drag:{x:!0,y:!1,setScale:!1},move:(n,r,i)=>[this.snap(n,r),i],points:{show:!1},bind:{dblclick:()=>()=>(this.resetZoom(),null)}},hooks:{drawAxes:[this.decoration.drawBehind],draw:[this.decoration.drawInFront],setCursor:[n=>this.events.onHover(this.readout(n))],setSelect:[n=>this.zoomToSelection(n)]}}}stepAxis(e){return{...lu(e),space:90,size:28,incrs:Lf,values:(n,r)=>r.map(ve)}}valueAxis(e){return{...lu(e),splits:(n,r,i,l)=>{let a=Math.max(2,Math.floor(n.bbox.height/Pe.pxRatio/Nf));return this.scale==="log"?iu({min:i,max:l},a):tl({min:i,max:l},a)},filter:(n,r)=>r,values:(n,r)=>this.scale==="log"?r.map(i=>Ve(i)):wo(r),size:(n,r)=>18+6.2*Math.max(3,...(r??[]).map(i=>i.length))}}valueRange(){let{min:e,max:n}=xo(bs(this.columns,this.view),this.scale);return[e,n]}zoomToSelection(e){let{left:n,width:r}=e.select;if(r===0)return;let i=e.posToVal(n,"x"),l=e.posToVal(n+r,"x");e.setSelect({left:0,top:0,width:0,height:0},!1),l-i>=Df&&this.show({min:i,max:l},!0)}snap(e,n){return n<0?n:e.valToPos(this.stepAt(e.posToVal(n,"x")),"x")}stepAt(e){let{step:n}=this.diagnosis.points,r=n[n.length-1];return r===void 0||e>r?Math.round(e):n[ys(n,e)]??r}readout(e){let n=e.cursor.left??-1;if(n<0)return null;let r=this.stepAt(e.posToVal(n,"x")),{points:i,curve:l}=this.diagnosis,a=ys(i.step,r);return{step:r,logged:i.step[a]===r?i.value[a]??null:null,expected:l?co(l,r):null}}};function lu(t){return{stroke:t.text,font:Cf,grid:{stroke:t.grid,width:1},ticks:{stroke:t.grid,width:1,size:4}}}var Ye=we`
  :host {
    display: block;
    color: var(--lr-text);
    font:
      14px/1.45 Roboto,
      'Helvetica Neue',
      Arial,
      sans-serif;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--lr-link);
    outline-offset: 2px;
  }
  h2,
  h3,
  p,
  ol,
  ul,
  pre,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h3 {
    color: var(--lr-text-muted);
    font-size: 11px;
    font-weight: 500;
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
  button {
    border: 1px solid var(--lr-border);
    border-radius: 4px;
    padding: 0 10px;
    min-height: 28px;
    background: transparent;
    color: var(--lr-text);
    font: inherit;
    font-size: 13px;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--lr-surface-hover);
  }
  button:disabled {
    color: var(--lr-text-muted);
    opacity: 0.6;
    cursor: default;
  }
  .muted {
    color: var(--lr-text-muted);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .severity-error {
    color: var(--lr-error);
  }
  .severity-warning {
    color: var(--lr-warning);
  }
  .severity-notice {
    color: var(--lr-notice);
  }
  .severity-ok {
    color: var(--lr-ok);
  }
  .severity-unknown {
    color: var(--lr-unknown);
  }
`;var Jt=class extends Me{constructor(){super(...arguments);this.scale="linear";this.theme="light";this.chart=null;this.resizing=new ResizeObserver(()=>this.fit())}resetZoom(){this.chart?.resetZoom()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){return C`<div
      class="chart"
      data-testid="chart"
      role="img"
      aria-label=${So(this.diagnosis)}
    ></div>`}firstUpdated(){this.resizing.observe(this.container)}updated(n){let r=n.get("diagnosis"),i=!n.has("diagnosis")||r?.key===this.diagnosis.key;!this.chart||!i||n.has("scale")||n.has("theme")?this.rebuild(i):n.has("diagnosis")&&this.chart.setDiagnosis(this.diagnosis)}rebuild(n){let r=n?this.chart?.zoom??null:null;if(this.chart?.destroy(),this.chart=null,this.container.clientWidth===0||this.container.clientHeight===0)return;let i=To(this);this.chart=new Ni(this.container,this.diagnosis,this.scale,i,r,{onHover:l=>this.emit("lr-hover",l),onView:(l,a)=>this.emit("lr-view",{view:l,isZoomed:a})})}fit(){this.chart?this.chart.resize():this.rebuild(!1)}};Jt.styles=[ui(Ao),Ye,we`
      :host {
        position: relative;
      }
      /* Out of the flow, so that the canvas follows the size of its place and never the other way round. */
      .chart {
        position: absolute;
        inset: 0;
        overflow: hidden;
      }
      .u-select {
        background: color-mix(in srgb, var(--lr-link) 18%, transparent);
      }
      .u-hz .u-cursor-x {
        border-right: 1px solid var(--lr-border-strong);
      }
    `],z([ae({attribute:!1})],Jt.prototype,"diagnosis",2),z([ae({attribute:!1})],Jt.prototype,"scale",2),z([ae({attribute:!1})],Jt.prototype,"theme",2),z([lr(".chart")],Jt.prototype,"container",2),Jt=z([Ne("lr-chart")],Jt);var Kr=class extends Me{constructor(){super(...arguments);this.moment=null}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.requestUpdate(),1e3)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){return this.moment===null?C``:C`updated ${oo(Date.now()-this.moment)}`}};z([ae({attribute:!1})],Kr.prototype,"moment",2),Kr=z([Ne("lr-updated")],Kr);var ou=we`
  :host {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-width: 0;
    padding: 14px 18px;
  }
  header {
    display: flex;
    justify-content: space-between;
    gap: 16px;
  }
  h2 {
    font-size: 17px;
    font-weight: 500;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .tag {
    color: var(--lr-text-muted);
    font-weight: 400;
  }
  .controls {
    display: flex;
    flex: none;
    align-items: start;
    gap: 8px;
  }
  .segments {
    display: flex;
  }
  .segments button {
    border-radius: 4px 0 0 4px;
  }
  .segments button:last-child {
    margin-left: -1px;
    border-radius: 0 4px 4px 0;
  }
  .segments [aria-pressed='true'] {
    position: relative;
    border-color: var(--lr-border-strong);
    background: var(--lr-surface-code);
    font-weight: 500;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .legend b {
    font-weight: 500;
  }
  /* Wide enough for most steps, so that the rest does not dance under a moving cursor. */
  .legend .step {
    min-width: 100px;
    color: var(--lr-text-muted);
  }
  .legend .step b {
    color: var(--lr-text);
  }
  .line {
    display: inline-block;
    width: 24px;
    margin-right: 7px;
    border-top: 2px solid var(--lr-logged);
    vertical-align: middle;
  }
  .line.expected {
    border-top: 2px dashed var(--lr-expected);
  }
  .area {
    display: inline-block;
    width: 14px;
    height: 12px;
    margin-right: 7px;
    background: var(--lr-disagree);
    outline: 1px solid color-mix(in srgb, var(--lr-error) 40%, transparent);
    vertical-align: -1px;
  }
  lr-chart {
    flex: 1;
    min-height: 300px;
    max-height: 620px;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 20px;
    color: var(--lr-text-muted);
    font-size: 12px;
  }
  .beyond {
    flex-basis: 100%;
  }
`;var mt=class extends Me{constructor(){super(...arguments);this.theme="light";this.updatedAt=null;this.scale="linear";this.readout=null;this.view=null;this.isZoomed=!1;this.chosenScales=new Map}willUpdate(n){n.has("diagnosis")&&(n.get("diagnosis")?.key!==this.diagnosis.key&&(this.readout=null),this.scale=this.chosenScales.get(this.diagnosis.key)??Of(this.diagnosis))}render(){let{run:n,tag:r}=this.diagnosis;return C`<header>
        <h2>${n} <span class="tag">${r}</span></h2>
        <div class="controls">
          <button type="button" ?disabled=${!this.isZoomed} @click=${()=>this.chart.resetZoom()}>
            Reset zoom
          </button>
          <div class="segments" role="group" aria-label="Scale of the value axis">
            ${this.renderScale("linear","Linear")} ${this.renderScale("log","Log")}
          </div>
        </div>
      </header>
      ${this.renderLegend()}
      <lr-chart
        .diagnosis=${this.diagnosis}
        .scale=${this.scale}
        .theme=${this.theme}
        @lr-hover=${i=>this.readout=i.detail}
        @lr-view=${this.onView}
      ></lr-chart>
      ${this.renderFooter()}`}renderScale(n,r){return C`<button
      type="button"
      data-testid="scale-${n}"
      aria-pressed=${this.scale===n}
      @click=${()=>this.chooseScale(n)}
    >
      ${r}
    </button>`}renderLegend(){let{steps:n,logged:r,expected:i,curve:l}=this.diagnosis,{step:a,...f}=this.readout??{step:n.last,logged:r.last,expected:i.last},[p,h]=An(f.logged,f.expected);return C`<div class="legend">
      <span class="step">step <b>${ve(a)}</b></span>
      <span><i class="line logged"></i>logged <b>${p}</b></span>
      ${l?C`<span><i class="line expected"></i>expected <b>${h}</b></span>`:C`<span class="muted">no expected curve</span>`}
      ${ar(this.diagnosis)?C`<span><i class="area"></i>disagree</span>`:W}
    </div>`}renderFooter(){let{diagnosis:n,view:r}=this,i=ws(n),l=r&&$o(n.marks,r);return C`<footer>
      <span>
        ${or(n.steps.count,"point")} ·
        <lr-updated .moment=${this.updatedAt}></lr-updated>
      </span>
      ${i?C`<span>Next change: ${i}</span>`:W}
      ${l?C`<span class="beyond">${l}</span>`:W}
    </footer>`}chooseScale(n){this.chosenScales.set(this.diagnosis.key,n),this.scale=n}onView(n){this.view=n.detail.view,this.isZoomed=n.detail.isZoomed}};mt.styles=[Ye,ou],z([ae({attribute:!1})],mt.prototype,"diagnosis",2),z([ae({attribute:!1})],mt.prototype,"theme",2),z([ae({attribute:!1})],mt.prototype,"updatedAt",2),z([St()],mt.prototype,"scale",2),z([St()],mt.prototype,"readout",2),z([St()],mt.prototype,"view",2),z([St()],mt.prototype,"isZoomed",2),z([lr("lr-chart")],mt.prototype,"chart",2),mt=z([Ne("lr-chart-panel")],mt);function Of({points:t,curve:e,marks:n}){return vo(di(t,e,!1),hi(t,e,n))}async function au(t){try{return await navigator.clipboard.writeText(t),!0}catch{return If(t)}}function If(t){let e=document.createElement("textarea");e.value=t,e.style.position="fixed",e.style.opacity="0",document.body.append(e),e.select();try{return document.execCommand("copy")}catch{return!1}finally{e.remove()}}var Vf=2e3,an=class extends Me{constructor(){super(...arguments);this.text="";this.heading=null;this.answer=""}render(){return C`${this.heading?C`<div class="heading">
              <h3>${this.heading}</h3>
              <button type="button" @click=${this.copy}>${this.answer||"Copy"}</button>
              <span class="unseen" role="status">${this.answer}</span>
            </div>`:W}
      <pre tabindex="0">${this.text}</pre>`}async copy(){this.answer=await au(this.text)?"Copied":"Select and copy by hand",setTimeout(()=>this.answer="",Vf)}};an.styles=[Ye,we`
      .heading {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 24px;
      }
      pre {
        max-height: 320px;
        overflow: auto;
        border-radius: 4px;
        background: var(--lr-surface-code);
        padding: 10px 12px;
        font:
          12px/1.5 'Roboto Mono',
          Menlo,
          Consolas,
          'DejaVu Sans Mono',
          monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 2;
      }
      button {
        border-color: transparent;
        min-height: 24px;
        padding: 0 6px;
        color: var(--lr-link);
        font-size: 12px;
      }
    `],z([ae({attribute:!1})],an.prototype,"text",2),z([ae({attribute:!1})],an.prototype,"heading",2),z([St()],an.prototype,"answer",2),an=z([Ne("lr-code")],an);var Ff={error:sr`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,warning:sr`<path d="M8 2 15 14H1Z" fill="currentColor" />`,notice:sr`<circle cx="8" cy="8" r="6" fill="currentColor" />`,ok:sr`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,unknown:sr`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`};function un(t,e=14){return C`<svg
    class="severity-${t}"
    role="img"
    aria-label=${t}
    width=${e}
    height=${e}
    viewBox="0 0 16 16"
  >
    ${Ff[t]}
  </svg>`}var yr=class extends Me{updated(e){e.get("diagnosis")?.key!==this.diagnosis.key&&(this.scrollTop=0)}render(){let{severity:e,headline:n,detail:r}=this.diagnosis;return C`<article aria-label="Diagnosis">
      <h2>
        ${un(e,18)}
        <span data-testid="headline" class="severity-${e}">${n}</span>
      </h2>
      ${r?C`<p data-testid="detail">${r}</p>`:W} ${this.renderWarnings()}
      ${this.renderEvidence()} ${this.renderCauses()} ${this.renderFix()} ${this.renderSource()}
      <section>
        <h3>What the logged number is</h3>
        <p>${ko(this.diagnosis.measures)}</p>
      </section>
    </article>`}renderWarnings(){let{warnings:e}=this.diagnosis;return e.length===0?W:C`<section class="warnings" data-testid="warnings">
      <h3>${e.length===1?"Warning":"Warnings"}</h3>
      ${e.map(n=>C`<p data-warning=${n.id}>${n.text}</p>`)}
    </section>`}renderEvidence(){return C`<dl aria-label="Evidence">
      ${Eo(this.diagnosis).map(([e,n])=>C`<div>
            <dt>${e}</dt>
            <dd>${n}</dd>
          </div>`)}
    </dl>`}renderCauses(){let{causes:e}=this.diagnosis;return e.length===0?W:C`<section data-testid="causes">
      <h3>Likely causes</h3>
      <ol>
        ${e.map(n=>C`<li>${n}</li>`)}
      </ol>
    </section>`}renderFix(){let{fix:e}=this.diagnosis;return e?C`<section data-testid="fix">
      <lr-code .heading=${"Fix"} .text=${e}></lr-code>
    </section>`:W}renderSource(){let{scheduleText:e,source:n,binding:r,otherSources:i}=this.diagnosis;return!e&&!n?W:C`<section data-testid="source">
      <h3>Asked for by</h3>
      ${e?C`<p>${e}</p>`:W}
      ${n?C`<p class="place muted">
              ${Ss(n)}
              (${n.kind.replaceAll("_"," ")})${r?`: ${r}`:W}
            </p>`:W}
      ${n?.text?C`<lr-code .text=${n.text}></lr-code>`:W}
      ${i.map(l=>C`<p class="place muted" data-testid="other-source">
            Also found: ${Ss(l)} (${l.kind.replaceAll("_"," ")})
          </p>`)}
    </section>`}};yr.styles=[Ye,we`
      :host {
        padding: 14px 16px 24px;
        overflow-wrap: anywhere;
      }
      article,
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }
      article {
        gap: 14px;
      }
      h2 {
        display: flex;
        gap: 9px;
        font-size: 16px;
        font-weight: 500;
        line-height: 1.35;
      }
      h2 svg {
        flex: none;
        margin-top: 3px;
      }
      dl {
        font-size: 13px;
      }
      dl > div {
        display: flex;
        justify-content: space-between;
        gap: 14px;
        border-bottom: 1px solid var(--lr-border);
        padding: 4px 0;
      }
      dt {
        flex: none;
        max-width: 60%;
      }
      dd {
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .warnings {
        gap: 8px;
        border-left: 3px solid var(--lr-warning);
        border-radius: 0 4px 4px 0;
        padding: 9px 12px;
        background: var(--lr-surface-warning);
        font-size: 13.5px;
      }
      .warnings h3 {
        color: var(--lr-warning);
      }
      ol {
        display: grid;
        gap: 4px;
        padding-left: 20px;
      }
      .place {
        font-size: 12.5px;
      }
    `],z([ae({attribute:!1})],yr.prototype,"diagnosis",2),yr=z([Ne("lr-diagnosis")],yr);var Dn=class extends Me{constructor(){super(...arguments);this.problems=[];this.dismissed=""}render(){return this.problems.length===0||this.dismissed===this.identity()?W:C`<details data-testid="problems" ?open=${this.problems.length<=3}>
      <summary>
        ${un("warning")} ${or(this.problems.length,"problem")} outside of any series
      </summary>
      <ul>
        ${this.problems.map(({where:n,message:r})=>C`<li>${n?C`<span class="where">${n}:</span>`:W} ${r}</li>`)}
      </ul>
      <button type="button" @click=${()=>this.dismissed=this.identity()}>Dismiss</button>
    </details>`}identity(){return JSON.stringify(this.problems)}};Dn.styles=[Ye,we`
      details {
        position: relative;
        border-bottom: 1px solid var(--lr-border);
        background: var(--lr-surface-warning);
        font-size: 13px;
      }
      summary {
        padding: 8px 100px 8px 14px;
        cursor: pointer;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      svg {
        margin: 0 4px;
        vertical-align: -2px;
      }
      ul {
        max-height: 160px;
        overflow-y: auto;
        padding: 0 14px 9px 54px;
        list-style: none;
        overflow-wrap: anywhere;
      }
      .where {
        font-weight: 500;
      }
      button {
        position: absolute;
        top: 4px;
        right: 10px;
      }
    `],z([ae({attribute:!1})],Dn.prototype,"problems",2),z([St()],Dn.prototype,"dismissed",2),Dn=z([Ne("lr-problems")],Dn);var zf={error:["error","errors"],warning:["warning","warnings"],notice:["notice","notices"],ok:["ok","ok"],unknown:["unknown","unknown"]},Ln=class extends Me{constructor(){super(...arguments);this.chosen=new Set}render(){return C`<div role="group" aria-label="Filter by severity">
      ${nr.map(n=>this.renderChip(n))}
    </div>`}renderChip(n){let r=this.chosen.has(n);return this.counts[n]===0&&!r?W:C`<button
      type="button"
      data-testid="chip-${n}"
      aria-pressed=${r}
      @click=${()=>this.emit("lr-toggle-severity",n)}
    >
      ${un(n)}${or(this.counts[n],...zf[n])}
    </button>`}};Ln.styles=[Ye,we`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        border-radius: 14px;
        background: var(--lr-surface);
        font-size: 12px;
      }
      button[aria-pressed='true'] {
        border-color: var(--lr-accent);
        background: var(--lr-surface-selected);
        box-shadow: inset 0 0 0 1px var(--lr-accent);
      }
      svg {
        width: 12px;
      }
    `],z([ae({attribute:!1})],Ln.prototype,"counts",2),z([ae({attribute:!1})],Ln.prototype,"chosen",2),Ln=z([Ne("lr-chips")],Ln);function uu(t,e,n,r){let i=Math.floor(n/e)-6,l=Math.ceil((n+r)/e)+6;return{start:Math.min(t,Math.max(0,i)),end:Math.min(t,Math.max(0,l))}}function cu(t,e,n,r){let i=t*e,l=i+e;return i<n?i:l>n+r?l-r:n}function pu(t,e,n,r){let l={ArrowDown:e+1,ArrowUp:e-1,PageDown:e+r,PageUp:e-r,Home:0,End:n-1}[t];return l===void 0||n===0?null:Math.min(n-1,Math.max(0,l))}var br=56,Ut=class extends Me{constructor(){super(...arguments);this.rows=[];this.selectedKey=null;this.scrollPosition=0;this.viewportHeight=0;this.resizing=new ResizeObserver(()=>{this.viewportHeight=this.scroller.clientHeight})}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}firstUpdated(){this.resizing.observe(this.scroller)}updated(n){n.has("rows")&&(this.scrollPosition=this.scroller.scrollTop)}render(){let{start:n,end:r}=uu(this.rows.length,br,this.scrollPosition,this.viewportHeight),i=this.rows.slice(n,r),l=i.findIndex(a=>a.key===this.selectedKey);return C`<div
      class="scroller"
      role="listbox"
      tabindex="0"
      aria-label="Learning-rate series"
      aria-activedescendant=${l<0?W:`row-${n+l}`}
      @scroll=${()=>this.scrollPosition=this.scroller.scrollTop}
      @keydown=${this.onKey}
    >
      <div class="content" role="presentation" style="height: ${this.rows.length*br}px">
        ${i.map((a,f)=>this.renderRow(a,n+f))}
      </div>
    </div>`}renderRow(n,r){let[i,l]=An(n.lastValue,n.expectedValue);return C`<div
      class="row"
      id="row-${r}"
      role="option"
      data-testid="series-row"
      data-run=${n.run}
      data-tag=${n.tag}
      data-verdict=${n.verdict}
      aria-selected=${n.key===this.selectedKey}
      aria-posinset=${r+1}
      aria-setsize=${this.rows.length}
      aria-label=${Hf(n)}
      title="${n.headline}&#10;${n.run} ${n.tag}"
      style="top: ${r*br}px"
      @click=${()=>this.emit("lr-select",n)}
    >
      ${un(n.severity)}
      <span class="text">
        <span class="headline severity-${n.severity}">${n.headline}</span>
        <span class="name">${n.run} <span class="muted">${n.tag}</span></span>
      </span>
      <span class="numbers">
        <span>${i}</span>
        <span class="expected">${l}</span>
        <span class="step">${ve(n.lastStep)}</span>
      </span>
    </div>`}onKey(n){let r=this.rows.findIndex(p=>p.key===this.selectedKey),i=Math.max(1,Math.floor(this.viewportHeight/br)-1),l=pu(n.key,r,this.rows.length,i),a=l===null?void 0:this.rows[l];if(l===null||!a)return;n.preventDefault();let{scrollTop:f}=this.scroller;this.scroller.scrollTop=cu(l,br,f,this.viewportHeight),this.emit("lr-select",a)}};Ut.styles=[Ye,we`
      .scroller {
        height: 100%;
        overflow-y: auto;
        outline-offset: -2px;
      }
      .content {
        position: relative;
        border-top: 1px solid var(--lr-border);
      }
      .row {
        position: absolute;
        inset: 0 0 auto;
        display: grid;
        grid-template-columns: 16px minmax(0, 1fr) auto;
        align-items: center;
        column-gap: 9px;
        height: ${br}px;
        border-bottom: 1px solid var(--lr-border);
        padding: 0 14px;
        cursor: pointer;
      }
      .row:hover {
        background: var(--lr-surface-hover);
      }
      .row[aria-selected='true'] {
        box-shadow: inset 3px 0 var(--lr-accent);
        background: var(--lr-surface-selected);
      }
      /* The outline goes around the selected row, or around the whole list where that row is out of sight. */
      .scroller[aria-activedescendant]:focus-visible {
        outline: none;
      }
      .scroller:focus-visible .row[aria-selected='true'] {
        outline: 2px solid var(--lr-link);
        outline-offset: -2px;
      }
      .text,
      .numbers {
        display: grid;
      }
      .text > * {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .headline {
        font-size: 13.5px;
        font-weight: 500;
      }
      .name {
        font-size: 12.5px;
      }
      .numbers {
        font-size: 12px;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .expected {
        color: var(--lr-expected);
      }
      .step {
        color: var(--lr-text-muted);
        font-size: 11px;
      }
    `],z([ae({attribute:!1})],Ut.prototype,"rows",2),z([ae({attribute:!1})],Ut.prototype,"selectedKey",2),z([St()],Ut.prototype,"scrollPosition",2),z([St()],Ut.prototype,"viewportHeight",2),z([lr(".scroller")],Ut.prototype,"scroller",2),Ut=z([Ne("lr-series-list")],Ut);function Hf(t){let e=`logged ${Ve(t.lastValue)}, expected ${Ve(t.expectedValue)}`;return`${t.severity}: ${t.headline}. Run ${t.run}, tag ${t.tag}. At step ${ve(t.lastStep)}: ${e}`}var wr=class extends Me{render(){let{diagnoses:e,filter:n,filtered:r,selected:i}=this.state,l=e?.rows??[];return C`<div class="controls">
        <lr-chips .counts=${Ul(l)} .chosen=${n.severities}></lr-chips>
        <div>
          <input
            type="search"
            data-testid="filter"
            aria-label="Filter runs and tags (regex)"
            aria-invalid=${r.error!==null}
            aria-describedby=${r.error===null?W:"invalid"}
            placeholder="Filter runs and tags (regex)"
            autocomplete="off"
            spellcheck="false"
            .value=${n.text}
            @input=${a=>this.emit("lr-filter-text",a.target.value)}
          />
          ${r.error===null?W:C`<div id="invalid" class="invalid" role="status">${r.error}</div>`}
        </div>
        <div class="legend">
          <span role="status">${this.describeCount(r.rows.length,l.length)}</span>
          <span>logged / <span class="expected">expected</span> / step</span>
        </div>
      </div>
      ${r.rows.length>0?C`<lr-series-list
              .rows=${r.rows}
              .selectedKey=${i?.key??null}
            ></lr-series-list>`:C`<div class="none">
              No series passes the filter.<br />
              <button type="button" @click=${()=>this.emit("lr-clear-filter",null)}>
                Show all ${ve(l.length)}
              </button>
            </div>`}`}describeCount(e,n){return e===n?"worst first":`${ve(e)} of ${ve(n)}, worst first`}};wr.styles=[Ye,we`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--lr-surface-side);
      }
      .controls {
        display: grid;
        gap: 10px;
        padding: 12px 14px 6px;
      }
      input {
        width: 100%;
        border: 1px solid var(--lr-border-strong);
        border-radius: 4px;
        padding: 7px 10px;
        background: var(--lr-surface);
        color: inherit;
        font: inherit;
        font-size: 13px;
      }
      input::placeholder {
        color: var(--lr-text-muted);
        opacity: 1;
      }
      input[aria-invalid='true'] {
        border-color: var(--lr-error);
      }
      .invalid {
        color: var(--lr-error);
        font-size: 12px;
      }
      .legend {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        color: var(--lr-text-muted);
        font-size: 12px;
      }
      .expected {
        color: var(--lr-expected);
      }
      lr-series-list {
        flex: 1;
        min-height: 0;
      }
      .none {
        padding: 20px 14px;
      }
      .none button {
        margin-top: 10px;
      }
    `],z([ae({attribute:!1})],wr.prototype,"state",2),wr=z([Ne("lr-sidebar")],wr);var fu=we`
  .state {
    max-width: 720px;
    margin: 0 auto;
    padding: 72px 24px;
  }
  .state h2 {
    margin-bottom: 10px;
    font-size: 20px;
    font-weight: 500;
  }
  .state p {
    margin-bottom: 12px;
  }
  .state ul {
    max-height: 320px;
    overflow-y: auto;
    margin-bottom: 16px;
    border: 1px solid var(--lr-border);
    border-radius: 4px;
    padding: 8px 12px;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .state code {
    border-radius: 3px;
    padding: 1px 5px;
    background: var(--lr-surface-code);
    font-size: 13px;
  }
`;function du(){return C`<div class="state" role="status" data-testid="loading">
    <h2>Reading the runs…</h2>
    <p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
  </div>`}function hu(t,e){return C`<div class="state" role="alert" data-testid="error">
    <h2>The diagnoses could not be read</h2>
    <p>${t} This page keeps trying.</p>
    <button type="button" @click=${e}>Try again now</button>
  </div>`}function mu(t){return C`<div class="state" data-testid="empty">
    <h2>No learning-rate series found</h2>
    <p>
      ${t.length>0?"No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:":"No run has logged any scalar yet. This page looks again by itself."}
    </p>
    ${t.length>0?C`<ul>
              ${t.map(e=>C`<li>${e}</li>`)}
            </ul>
            <p>
              If one of them is a learning rate, name it when you start TensorBoard:
              <code>--lr_diagnostics_tags REGEX</code>
            </p>`:W}
  </div>`}var gu=we`
  :host {
    color-scheme: light;
    --lr-surface: #ffffff;
    --lr-surface-side: #fafafa;
    --lr-surface-code: #f1f3f4;
    --lr-surface-hover: #f1f3f4;
    --lr-surface-selected: #fff1e0;
    --lr-border: #dadce0;
    --lr-border-strong: #80868b;
    --lr-text: #202124;
    --lr-text-muted: #5f6368;
    --lr-link: #185abc;
    --lr-accent: #d96500;
    --lr-logged: #d96500;
    --lr-expected: #3f5c9a;
    --lr-disagree: rgba(197, 34, 31, 0.1);
    --lr-grid: #ebedef;
    --lr-mark: #5f6368;
    --lr-error: #c5221f;
    --lr-warning: #9a5b00;
    --lr-notice: #185abc;
    --lr-ok: #137333;
    --lr-unknown: #5f6368;
    --lr-surface-error: #fce8e6;
    --lr-surface-warning: #fef3dc;
  }
  :host([theme='dark']) {
    color-scheme: dark;
    --lr-surface: #303030;
    --lr-surface-side: #292929;
    --lr-surface-code: #3a3a3a;
    --lr-surface-hover: #363636;
    --lr-surface-selected: #433425;
    --lr-border: #4a4a4a;
    --lr-border-strong: #9aa0a6;
    --lr-text: #f1f3f4;
    --lr-text-muted: #bdc1c6;
    --lr-link: #8ab4f8;
    --lr-accent: #ff9d45;
    --lr-logged: #ffa24d;
    --lr-expected: #9db8ff;
    --lr-disagree: rgba(242, 139, 130, 0.15);
    --lr-grid: #434343;
    --lr-mark: #bdc1c6;
    --lr-error: #f6948c;
    --lr-warning: #fdd663;
    --lr-notice: #8ab4f8;
    --lr-ok: #81c995;
    --lr-unknown: #bdc1c6;
    --lr-surface-error: #4a2f2d;
    --lr-surface-warning: #453c26;
  }
`;var Wt=class extends Me{constructor(){super(...arguments);this.theme="light"}connectedCallback(){super.connectedCallback(),this.unsubscribe=this.store.subscribe(()=>this.requestUpdate())}disconnectedCallback(){super.disconnectedCallback(),this.unsubscribe?.()}render(){let{state:n}=this.store,{diagnoses:r,failure:i}=n;return r?C`${this.renderConnection(n)}
      <lr-problems .problems=${r.problems}></lr-problems>
      ${r.rows.length===0?mu(r.scalarTags):this.renderColumns(n)}`:i===null?du():hu(i,this.retry)}renderColumns(n){return C`<main
      @lr-select=${r=>this.store.select(r.detail)}
      @lr-filter-text=${r=>this.store.setFilterText(r.detail)}
      @lr-toggle-severity=${r=>this.store.toggleSeverity(r.detail)}
      @lr-clear-filter=${()=>this.store.clearFilter()}
    >
      <lr-sidebar .state=${n}></lr-sidebar>
      ${this.renderSelected(n)}
    </main>`}renderSelected({diagnosis:n,diagnosisFailure:r,updatedAt:i}){return n?C`<div class="middle">
        ${r===null?W:C`<div class="strip" role="alert">${r}</div>`}
        <lr-chart-panel .diagnosis=${n} .theme=${this.theme} .updatedAt=${i}></lr-chart-panel>
      </div>
      <lr-diagnosis .diagnosis=${n}></lr-diagnosis>`:C`<div class="waiting" role="status">${r??"Reading the series…"}</div>`}renderConnection({failure:n,updatedAt:r}){return n===null||r===null?W:C`<div class="strip" role="alert" data-testid="connection">
      ${n.replace(/\.$/,"")}; last data from ${ao(r)}.
    </div>`}};Wt.styles=[gu,Ye,fu,uo],z([ae({attribute:!1})],Wt.prototype,"store",2),z([ae({attribute:!1})],Wt.prototype,"retry",2),z([ae({reflect:!0})],Wt.prototype,"theme",2),Wt=z([Ne("lr-app")],Wt);var Uf=5e3;function Gg(){try{Wf()}catch(t){console.error(t),Gf(`The Learning Rate page could not start: ${bn(t)}`)}}function Wf(){Bf();let t=new li(new ri),e=new si(()=>t.refresh(),()=>ii(window),Uf),n=new Wt;n.store=t,n.retry=e.poke,zl(window,r=>n.theme=r),document.body.append(n),Hl(window,e.poke),Fl(window,e.poke),e.poke()}function Bf(){document.documentElement.lang="en",document.body.style.margin="0"}function Gf(t){let e=document.createElement("p");e.dataset.testid="error",e.setAttribute("role","alert"),e.style.cssText='margin: 48px 24px; font: 14px/1.45 Roboto, "Helvetica Neue", Arial, sans-serif',e.textContent=t,document.body.replaceChildren(e)}export{Gg as render};
